import type { Runner } from '../qa/runner.ts';
import { bringUpShown } from './bring-up.ts';
import { fullRun } from './full-run.ts';
import { printSummary } from './summary.ts';

export interface RunnerOptions {
  readonly yes?: boolean | undefined;
  /** Whether to print the summary of runs without injected faults. */
  readonly summaries?: boolean;
  readonly signal: AbortSignal;
}

/** Runs with this command line's progress and prompts. */
export function createRunner({ yes, summaries, signal }: RunnerOptions): Runner {
  return {
    signal,
    async run(request) {
      const executed = await fullRun({ ...request, yes, signal });
      if (summaries && !request.change) printSummary(executed);
      return executed;
    },
    up: (session) => bringUpShown(session, { yes, signal }),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}
