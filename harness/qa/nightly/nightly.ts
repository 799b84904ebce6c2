import { EXIT_CODES } from '../../core/model/run.ts';
import type { Night } from '../runner.ts';
import { BREAKAGES } from '../set-changes/breakages.ts';
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
 * Runs all breakages, variants, cluster faults and the self-test; the full run comes last, so that `reports/latest` is the
 * sign-off.
 * @param only ids of the breakages, variants and cluster faults to run, without the full run; default: everything.
 */
export async function nightly(night: Night, only?: readonly string[]): Promise<NightlyResult> {
  const tally = new Tally();
  const chosen = ({ id }: { readonly id: string }) => only?.includes(id) ?? true;
  for (const breakage of BREAKAGES.filter(chosen)) await mustBeFound(tally, breakage, night);
  for (const variant of VARIANTS.filter(chosen)) await mustBeGo(tally, variant, night);
  for (const fault of CLUSTER_FAULTS.filter(chosen)) await mustBeError(tally, fault, night);
  if (only === undefined) await checksCanFail(tally, night);
  const verdict = only === undefined ? await wholeRun(tally, night) : 0;
  return { tally, exitCode: verdict || (tally.failed.length > 0 ? 2 : 0) };
}

async function wholeRun(tally: Tally, { loaded, runner }: Night): Promise<number> {
  const { record } = await runner.run({ loaded, profile: 'full', rounds: { smoke: SMOKE_ROUNDS } });
  tally.addChecks(record.checks);
  return EXIT_CODES[record.verdict.verdict];
}
