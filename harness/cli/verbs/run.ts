import type { Command } from 'commander';
import { EXIT_CODES } from '../../core/model/run.ts';
import { chosenSet } from '../chosen-set.ts';
import type { CliContext } from '../context.ts';
import { fullRun } from '../full-run.ts';
import { option } from '../options.ts';
import { printSummary } from '../summary.ts';

interface RunVerbOptions {
  readonly config?: string;
  readonly values?: readonly string[];
  readonly namespace?: string;
  readonly manifests?: string;
  readonly variant?: string;
  readonly scope?: 'auto' | 'rehearsal' | 'release';
  readonly quick?: boolean;
  readonly yes?: boolean;
  readonly failFast?: boolean;
  readonly keep?: boolean;
  readonly keepOnFailure?: boolean;
  readonly lang?: 'en' | 'zh';
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `run`: the full run. */
export function registerRun(program: Command, context: CliContext): void {
  program
    .command('run [dir]')
    .description('create cluster and stand-ins, deploy, run all checks, write the report, clean up')
    .addOption(option.ownConfig())
    .option('--values <file>', 'without a config: values file for a Helm chart; repeatable, later files win', collect)
    .option('--namespace <name>', 'without a config: namespace of a set whose objects name none; default: dify')
    .addOption(option.manifests())
    .addOption(option.variant())
    .addOption(option.scope())
    .addOption(option.quick())
    .addOption(option.yes())
    .option('--fail-fast', 'end at a mandatory static finding, before anything is started')
    .option('--keep', 'leave the environment up; `down` removes it')
    .option('--keep-on-failure', 'leave the environment up if the verdict is not GO')
    .addOption(option.lang())
    .action(async (dir: string | undefined, given: RunVerbOptions) => {
      const { keep, keepOnFailure, config, variant, quick, values, namespace, ...options } = given;
      const executed = await fullRun({
        ...options,
        ...(await chosenSet({ dir, config, variant, values, namespace })),
        ...(dir === undefined ? {} : { manifests: dir }),
        profile: quick ? 'quick' : 'full',
        keep: keep ? 'always' : keepOnFailure ? 'on-failure' : 'never',
        signal: context.signal,
      });
      printSummary(executed);
      context.exit(EXIT_CODES[executed.record.verdict.verdict]);
    });
}
