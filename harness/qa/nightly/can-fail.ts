import { explain } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import { sweep } from '../../environment/cluster/index.ts';
import { removeState } from '../../run/folders.ts';
import { prepare } from '../../run/session.ts';
import type { Night } from '../runner.ts';
import { runSelfTest } from '../self-test/run-self-test.ts';
import { isSound } from '../self-test/summary.ts';
import type { Tally } from '../tally.ts';

/** The self-test, in a separate environment. */
export async function checksCanFail(tally: Tally, { loaded, runner }: Night): Promise<void> {
  runner.say('\nself-test');
  const session = await prepare({ loaded, profile: 'quick' });
  const { runId } = session.folders;
  try {
    const up = await runner.up(session);
    if (!up.ready) throw new Error(up.lines.join(' '));
    const record = await runSelfTest({ run: runId, signal: runner.signal, onLine: runner.say });
    for (const { fault, proven, checks } of record.trials)
      tally.add(`self-test: ${fault} (${checks.map(({ id }) => id).join(', ')})`, proven);
    tally.add(`self-test: ${[...record.failingAlready, ...record.undeclared].join('; ')}`, isSound(record));
  } catch (error) {
    tally.add(`self-test: ${redact(explain(error).join(' '))}`, false);
  } finally {
    const left = await sweep(runId);
    if (left.length === 0) removeState(session.folders);
    tally.add(`self-test: nothing is left behind: ${left.join('; ')}`, left.length === 0);
  }
}
