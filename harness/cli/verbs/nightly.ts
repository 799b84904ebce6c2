import type { Command } from 'commander';
import { loadConfig } from '../../core/config/index.ts';
import { nightly } from '../../qa/nightly/nightly.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';
import { createRunner } from '../runner.ts';

interface NightlyOptions {
  readonly config: string;
  readonly yes?: boolean;
  readonly only?: readonly string[];
}

/** `nightly`: breakages and variants first, the full run last, so that `reports/latest` is the sign-off. */
export function registerNightly(program: Command, context: CliContext): void {
  program
    .command('nightly', { hidden: true })
    .description('break the deployment in every known way, run its variants and the self-test, then the full run')
    .addOption(option.config().env('DIFY_E2E_CONFIG'))
    .addOption(option.yes())
    .option('--only <id...>', 'these breakages, variants and cluster faults only, and no full run')
    .action(async (options: NightlyOptions) => {
      const night = {
        loaded: loadConfig(options.config),
        runner: createRunner({ yes: options.yes, summaries: true, signal: context.signal }),
      };
      const { tally, exitCode } = await nightly(night, options.only);
      for (const failure of tally.failed) process.stdout.write(`failed: ${failure}\n`);
      process.stdout.write(`${tally}\n`);
      context.exit(exitCode);
    });
}
