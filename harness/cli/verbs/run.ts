import type { Command } from 'commander';
import { EXIT_CODES } from '../../core/model/run.ts';
import { chosenSet } from '../chosen-set.ts';
import type { CliContext } from '../context.ts';
import { fullRun } from '../full-run.ts';
import { option } from '../options.ts';
import { printSummary } from '../summary.ts';

interface RunVerbOptions {
  readonly config: string;
  readonly manifests?: string;
  readonly variant?: string;
  readonly scope?: 'auto' | 'rehearsal' | 'release';
  readonly quick?: boolean;
  readonly yes?: boolean;
  readonly keep?: boolean;
  readonly keepOnFailure?: boolean;
  readonly lang?: 'en' | 'zh';
}

/** `run`: the full run. */
export function registerRun(program: Command, context: CliContext): void {
  program
    .command('run')
    .description('create cluster and stand-ins, deploy, run all checks, write the report, clean up')
    .addOption(option.config())
    .addOption(option.manifests())
    .addOption(option.variant())
    .addOption(option.scope())
    .addOption(option.quick())
    .addOption(option.yes())
    .option('--keep', 'leave the environment up; `down` removes it')
    .option('--keep-on-failure', 'leave the environment up if the verdict is not GO')
    .addOption(option.lang())
    .action(async ({ keep, keepOnFailure, config, variant, quick, ...options }: RunVerbOptions) => {
      const executed = await fullRun({
        ...options,
        ...(await chosenSet({ config, variant })),
        profile: quick ? 'quick' : 'full',
        keep: keep ? 'always' : keepOnFailure ? 'on-failure' : 'never',
        signal: context.signal,
      });
      printSummary(executed);
      context.exit(EXIT_CODES[executed.record.verdict.verdict]);
    });
}
