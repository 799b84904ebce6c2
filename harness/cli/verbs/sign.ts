import { join } from 'node:path';
import type { Command } from 'commander';
import { signReport } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `sign [dir] --key FILE`: in-toto statements about the run, signed offline. */
export function registerSign(program: Command, _context: CliContext): void {
  program
    .command('sign [dir]')
    .description('sign what a report attests, so that verify-report --key finds any later change')
    .requiredOption('--key <file>', 'private key in PEM form: openssl genpkey -algorithm ed25519 -out signing.pem')
    .action(async (dir: string | undefined, { key }: { key: string }) => {
      const folder = dir ?? join('reports', 'latest');
      const types = await signReport(folder, key);
      const none = 'nothing to attest: the run has no verdict on the deployment';
      process.stdout.write(`${types.length > 0 ? types.map((type) => `signed: ${type}`).join('\n') : none}\n`);
    });
}
