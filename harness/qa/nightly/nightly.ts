import { loadConfig } from '../../core/config/index.ts';
import { EXIT_CODES } from '../../core/model/run.ts';
import type { Night } from '../runner.ts';
import { BREAKAGES, type OtherSet } from '../set-changes/breakages.ts';
import { OTHER_SETS } from '../set-changes/other-sets.ts';
import { VARIANTS } from '../set-changes/variants.ts';
import { Tally } from '../tally.ts';
import { mustBeFound } from './breakages.ts';
import { checksCanFail } from './can-fail.ts';
import { CLUSTER_FAULTS, mustBeError } from './cluster-faults.ts';
import { mustBeGo } from './variants.ts';

/** Rounds of smoke checks that must agree in one environment. */
const SMOKE_ROUNDS = 10;

export interface NightlyResult {
  readonly tally: Tally;
  readonly exitCode: number;
}

/**
 * Runs all breakages, variants, sets in other layouts with their breakages, cluster faults and the self-test; the full run comes last, so that `reports/latest` is the
 * sign-off.
 * @param only ids of the breakages, variants, sets and cluster faults to run, without the full run; default: everything.
 */
export async function nightly(night: Night, only?: readonly string[]): Promise<NightlyResult> {
  const tally = new Tally();
  const chosen = ({ id }: { readonly id: string }) => only?.includes(id) ?? true;
  for (const breakage of BREAKAGES.filter(chosen)) await mustBeFound(tally, breakage, night);
  for (const variant of VARIANTS.filter(chosen)) await mustBeGo(tally, variant, night);
  for (const set of OTHER_SETS) await otherSet(tally, set, night, chosen);
  for (const fault of CLUSTER_FAULTS.filter(chosen)) await mustBeError(tally, fault, night);
  if (only === undefined) await checksCanFail(tally, night);
  const verdict = only === undefined ? await wholeRun(tally, night) : 0;
  return { tally, exitCode: verdict || (tally.failed.length > 0 ? 2 : 0) };
}

type Chosen = (one: { readonly id: string }) => boolean;

/** A set in another layout: GO as it is, and each of its breakages found. */
async function otherSet(tally: Tally, set: OtherSet, night: Night, chosen: Chosen): Promise<void> {
  const breakages = set.breakages.filter(chosen);
  if (!chosen(set) && breakages.length === 0) return;
  const own = { ...night, loaded: loadConfig(set.config) };
  if (chosen(set)) await mustBeGo(tally, { id: set.id, title: `the set of ${set.config}`, edits: [] }, own);
  for (const breakage of breakages) await mustBeFound(tally, breakage, own);
}

async function wholeRun(tally: Tally, { loaded, runner }: Night): Promise<number> {
  const { record } = await runner.run({ loaded, profile: 'full', rounds: { smoke: SMOKE_ROUNDS } });
  tally.addChecks(record.checks);
  return EXIT_CODES[record.verdict.verdict];
}
