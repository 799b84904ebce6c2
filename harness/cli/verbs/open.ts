import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readRun } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `open [dir]`: shows a report in the browser. */
export function registerOpen(program: Command, _context: CliContext): void {
  program
    .command('open [dir]')
    .description('show a report in the default browser (default: the newest)')
    .action(async (dir: string | undefined) => {
      const folder = dir ?? join('reports', 'latest');
      // Says what is wrong with the directory, which a browser would not.
      const { runId, verdict, scope } = await readRun(folder);
      const page = resolve(folder, 'signoff.html');
      process.stdout.write(`${runId}: ${verdict.verdict} (${scope})\n${page}\n`);
      const { default: open } = await import('open');
      await open(page);
    });
}
