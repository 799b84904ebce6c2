import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { compareRuns, comparisonText, readRun } from '../../report/index.ts';
import type { CliContext } from '../context.ts';

/** `compare A B`: what two runs observed differently, check by check. */
export function registerCompare(program: Command, _context: CliContext): void {
  program
    .command('compare <runA> <runB>')
    .description('show what two runs observed differently, check by check, such as a rehearsal and a release run')
    .option('--measurements', 'compare measurements of runs of different scope, too')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      '\nA run is the directory of its report, or its id. Times, ids, pod names and amounts are not differences;\na measurement of two runs of the same scope is one if it changed by half or more.',
    )
    .action(async (runA: string, runB: string, { json, measurements }: { json?: boolean; measurements?: boolean }) => {
      const [first, second] = await Promise.all([readRun(folderOf(runA)), readRun(folderOf(runB))]);
      const comparison = compareRuns(first, second, measurements);
      process.stdout.write(
        `${json ? JSON.stringify(summary(comparison), null, 2) : comparisonText(comparison).join('\n')}\n`,
      );
    });
}

/** A directory as it is; an id is looked up in `reports/`. */
const folderOf = (run: string): string => (existsSync(run) ? run : join('reports', run));

/** The records themselves are in the reports. */
const summary = ({ runs, ...rest }: ReturnType<typeof compareRuns>) => ({
  schema: 'dify-e2e/compare/1',
  runs: [runs.first, runs.second].map(({ runId, scope, profile, startedAt, verdict }) => ({
    ...{ runId, scope, profile, startedAt },
    verdict: verdict.verdict,
  })),
  ...rest,
});
