import type { Command } from 'commander';
import { staticGates, unitTests } from '../../qa/ci/gates.ts';
import { realRun } from '../../qa/ci/real-run.ts';
import { Tally } from '../../qa/tally.ts';
import type { CliContext } from '../context.ts';
import { createRunner } from '../runner.ts';

/** `ci` (what `npm test` runs): the gates, the unit tests, then one short real run. */
export function registerCi(program: Command, context: CliContext): void {
  program
    .command('ci', { hidden: true })
    .description('static gates, unit tests and one short real run; ends with "N passed, N failed"')
    .action(async () => {
      const tally = new Tally();
      const runner = createRunner({ yes: true, signal: context.signal });
      await staticGates(tally, runner);
      const coverage = await unitTests(tally, runner);
      await realRun(tally, runner);
      for (const failure of tally.failed) process.stdout.write(`failed: ${failure}\n`);
      process.stdout.write(`${coverage}\n${tally}\n`);
      context.exit(tally.failed.length === 0 ? 0 : 1);
    });
}
