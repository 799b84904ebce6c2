import type { Command } from 'commander';
import { loadConfig } from '../../core/config/index.ts';
import { nightly } from '../../qa/nightly/nightly.ts';
import type { Runner } from '../../qa/nightly/runner.ts';
import { bringUpShown } from '../bring-up.ts';
import type { CliContext } from '../context.ts';
import { fullRun } from '../full-run.ts';
import { option } from '../options.ts';
import { printSummary } from '../summary.ts';

interface NightlyOptions {
  readonly config: string;
  readonly yes?: boolean;
  readonly only?: readonly string[];
}

/** `nightly`: breakages and variants first, the full run last, so that `reports/latest` is the sign-off. */
export function registerNightly(program: Command, context: CliContext): void {
  program
    .command('nightly', { hidden: true })
    .description('break the deployment in every known way, run its variants, self-test; then the full run')
    .addOption(option.config().env('DIFY_E2E_CONFIG'))
    .addOption(option.yes())
    .option('--only <id...>', 'these breakages and variants only, and no full run')
    .action(async (options: NightlyOptions) => {
      const night = { loaded: loadConfig(options.config), runner: runnerOf(options, context.signal) };
      const { tally, exitCode } = await nightly(night, options.only);
      for (const failure of tally.failed) process.stdout.write(`failed: ${failure}\n`);
      process.stdout.write(`${tally}\n`);
      context.exit(exitCode);
    });
}

function runnerOf({ yes }: NightlyOptions, signal: AbortSignal): Runner {
  return {
    signal,
    async run(request) {
      const executed = await fullRun({ ...request, yes, signal });
      // Of a run that was broken on purpose one line says enough.
      if (!request.change) printSummary(executed);
      return executed;
    },
    up: (session) => bringUpShown(session, { yes, signal }),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}
