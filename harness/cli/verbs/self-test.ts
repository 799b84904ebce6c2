import type { Command } from 'commander';
import { runSelfTest } from '../../qa/self-test/run-self-test.ts';
import { isSound, selfTestSummary } from '../../qa/self-test/summary.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

interface SelfTestVerbOptions {
  readonly run?: string;
  readonly only?: readonly string[];
  readonly whole?: boolean;
}

/** `self-test`: can the checks fail? */
export function registerSelfTest(program: Command, context: CliContext): void {
  program
    .command('self-test')
    .description(
      'inject every declared fault into a running environment and expect exactly the declared checks to fail',
    )
    .addOption(option.run())
    .option('--only <id...>', 'only these checks or faults')
    .option('--whole', 'run every foundation and smoke check in each trial, not only the related ones')
    .action(async (options: SelfTestVerbOptions) => {
      const record = await runSelfTest({
        ...options,
        signal: context.signal,
        onLine: (line) => void process.stderr.write(`${line}\n`),
      });
      process.stdout.write(`${selfTestSummary(record)}\n`);
      context.exit(isSound(record) ? 0 : 1);
    });
}
