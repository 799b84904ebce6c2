import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import { judgeFiles } from '../../run/actions/static.ts';
import { prepare } from '../../run/session.ts';
import type { Night } from '../runner.ts';
import { applyChange } from '../set-changes/apply.ts';
import type { Breakage } from '../set-changes/breakages.ts';
import { titleOf } from '../set-changes/set-change.ts';
import type { Tally } from '../tally.ts';
import { breaking } from './broken-plan.ts';

/** Every breakage must give NO-GO with the right first cause; anything else is a bug in the harness. */
export async function mustBeFound(tally: Tally, breakage: Breakage, { loaded, runner }: Night): Promise<void> {
  runner.signal.throwIfAborted();
  runner.say(`\nbreakage: ${breakage.title}`);
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-broken-'));
  try {
    const broken = { loaded: await applyChange(loaded, breakage, folder), runner };
    if (breakage.edits.length > 0 && breakage.only !== 'live') await mustBeSeenInFiles(tally, breakage, broken);
    if (breakage.only !== 'files') await mustBeSeenAlive(tally, breakage, broken);
  } catch (error) {
    tally.add(`${breakage.id}: ${redact(explain(error).join(' '))}`, false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Before any cluster is created: a mandatory rule of the claim, and of no other one, must fail. */
async function mustBeSeenInFiles(
  tally: Tally,
  { id, claim, claimInFiles = claim }: Breakage,
  { loaded, runner }: Night,
): Promise<void> {
  const { checks } = await judgeFiles(await prepare({ loaded, profile: 'quick' }));
  const failed = checks.filter(({ severity, result }) => severity === 'mandatory' && result.state === 'failed');
  const named = failed.map((record) => `${record.id} (${record.claims.join(', ')})`).join('; ') || 'nothing';
  runner.say(`from the files: ${named}`);
  tally.add(
    `${id}: the static rules found ${named} instead of ${claimInFiles}`,
    failed.length > 0 && failed.every(({ claims }) => claims.includes(claimInFiles)),
  );
}

async function mustBeSeenAlive(tally: Tally, breakage: Breakage, { loaded, runner }: Night): Promise<void> {
  const { record } = await runner.run({
    ...{ loaded, setTitle: titleOf(breakage), profile: 'quick' as const },
    change: breaking(breakage),
  });
  const { verdict, because } = record.verdict;
  const [first] = because;
  runner.say(`${verdict}: ${first?.check ?? 'no cause'}: ${first?.reason ?? ''}`);
  const claims = first?.claims ?? [];
  tally.add(
    `${breakage.id}: ${verdict}, first ${first?.check ?? 'nothing'} (${claims.join(', ')}) instead of ${breakage.claim}`,
    verdict === 'NO-GO' && claims.includes(breakage.claim),
  );
}
