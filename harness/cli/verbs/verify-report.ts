import { join } from 'node:path';
import type { Command } from 'commander';
import { publicKeyFrom, verifyReport } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `verify-report [dir]`: does the verdict follow from the records, do the formats say the same, and are the files unchanged? */
export function registerVerifyReport(program: Command, context: CliContext): void {
  program
    .command('verify-report [dir]')
    .description('derive the verdict and every format again from the records, and check the files against SHA256SUMS')
    .option('--key <file>', 'public key: also check the signatures that sign made')
    .action(async (dir: string | undefined, options: { key?: string }) => {
      const folder = dir ?? join('reports', 'latest');
      const key = options.key === undefined ? undefined : await publicKeyFrom(options.key);
      const problems = await verifyReport(folder, key);
      const signed = key ? ', signed with this key' : '; signatures not checked (--key)';
      process.stdout.write(
        problems.length === 0 ? `${folder}: no problems found${signed}\n` : `${problems.join('\n')}\n`,
      );
      context.exit(problems.length === 0 ? 0 : 1);
    });
}
