import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT_CODES } from '../../core/model/run.ts';
import { openCluster } from '../../environment/cluster/index.ts';
import { LIVE_PHASES, type LivePhase } from '../../run/actions/checks.ts';
import { execute } from '../../run/execute.ts';
import { checksPlan } from '../../run/plan.ts';
import { restore } from '../../run/restore.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';
import { createProgress } from '../progress.ts';
import { printSummary } from '../summary.ts';

interface TestOptions {
  readonly run?: string;
  readonly phase?: LivePhase;
  readonly grep?: string;
  readonly lastFailed?: boolean;
  readonly repeat: number;
  readonly lang?: 'en' | 'zh';
}

/** `test`: runs the checks against a running environment and leaves it up. */
export function registerTest(program: Command, context: CliContext): void {
  program
    .command('test')
    .description('run the checks against a running environment and write the report')
    .addOption(option.run())
    .addOption(new Option('--phase <phase>', 'run only this phase').choices(LIVE_PHASES))
    .option(
      '--grep <pattern>',
      'run only checks whose title matches; the others are inconclusive, so the verdict is never GO',
    )
    .option('--last-failed', 'run only the checks that failed last time')
    .addOption(
      new Option('--repeat <times>', 'run each phase this many times; a check whose result varies is flaky')
        .argParser(timesOf)
        .default(1),
    )
    .addOption(option.lang())
    .action(async (options: TestOptions) => {
      const { state, up, environment } = restore(options.run);
      const { subject } = environment;
      const cluster = await openCluster(environment);
      const playwrightArgs = [
        ...(options.grep ? ['--grep', options.grep] : []),
        ...(options.lastFailed ? ['--last-failed'] : []),
      ];
      const phases = options.phase ? [options.phase] : LIVE_PHASES;
      const rounds = Object.fromEntries(phases.map((phase) => [phase, options.repeat]));
      const plan = checksPlan(state, environment, { phases, playwrightArgs, rounds });
      const progress = createProgress(plan.steps);
      const executed = await execute(state, {
        plan,
        earlier: up,
        signal: context.signal,
        keep: 'always',
        language: options.lang ?? state.config.language,
        subject: async () => subject,
        cluster,
        onEvent: (event) => progress.onEvent(event),
      });
      await progress.end();
      printSummary(executed);
      context.exit(EXIT_CODES[executed.record.verdict.verdict]);
    });
}

/** @throws InvalidArgumentError, as commander wants it. */
function timesOf(text: string): number {
  const times = Number(text);
  if (Number.isInteger(times) && times >= 1 && times <= 100) return times;
  throw new InvalidArgumentError('must be a whole number from 1 to 100');
}
