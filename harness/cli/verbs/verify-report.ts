import { join } from 'node:path';
import type { Command } from 'commander';
import { verifyReport } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `verify-report [dir]`: does the verdict follow from the records, and are the files unchanged? */
export function registerVerifyReport(program: Command, context: CliContext): void {
  program
    .command('verify-report [dir]')
    .description('recompute the verdict from the records and check the files against SHA256SUMS')
    .action(async (dir: string | undefined) => {
      const folder = dir ?? join('reports', 'latest');
      const problems = await verifyReport(folder);
      process.stdout.write(problems.length === 0 ? `${folder}: no problems found\n` : `${problems.join('\n')}\n`);
      context.exit(problems.length === 0 ? 0 : 1);
    });
}
