import { type CheckRecord, isNotApplicable } from './check.ts';
import { leanedOn } from './ledger.ts';
import type { Claim, RunRecord } from './run.ts';

/**
 * State of a claim after a run, worst first: `failed`, `blocked`, `inconclusive`, `skipped` (of a check), `finding` (only
 * informational checks cover it, and one found something), `not-proven` (all passed, but against a double or a stand-in),
 * `partly` (this version has no check for one half of it), `proven`;
 * `not-covered` (no check at all), `not-applicable` (the set does not have what all its checks are about), `decided` (an accepted decision that nothing contradicts).
 */
export type ClaimStatus =
  | 'failed'
  | 'blocked'
  | 'inconclusive'
  | 'skipped'
  | 'finding'
  | 'not-proven'
  | 'partly'
  | 'proven'
  | 'not-covered'
  | 'not-applicable'
  | 'decided';

export type Half = 'static' | 'live';

export interface ClaimState {
  readonly claim: Claim;
  readonly status: ClaimStatus;
  /** Ids of the checks that cover it. */
  readonly checks: readonly string[];
  /** Doubles and stand-ins that those checks ran against. */
  readonly leanedOn: readonly string[];
  /** Halves of the claim (static, live) that no check of this version covers. */
  readonly missing: readonly Half[];
  /** `check: reason` of each check that did not pass and was not blocked. */
  readonly reasons: readonly string[];
  /** Checks that blocked others of this claim; their reasons are listed with those checks. */
  readonly blockers: readonly string[];
}

const WORST_FIRST = ['failed', 'blocked', 'inconclusive', 'skipped', 'finding'] as const;

/** @returns one state per claim of the run, in the catalogue's order. */
export function claimStates(run: Pick<RunRecord, 'claims' | 'checks' | 'ledger'>): ClaimState[] {
  return run.claims.map((claim) => stateOf(claim, run));
}

function stateOf(claim: Claim, run: Pick<RunRecord, 'checks' | 'ledger'>): ClaimState {
  const mine = run.checks.filter((check) => check.claims.includes(claim.id));
  const weighty = mine.filter((check) => check.severity !== 'informational');
  const deciding = weighty.length > 0 ? weighty : claim.state === 'decided' ? [] : mine;
  const leaned = [
    ...new Set(
      deciding
        .filter((check) => !isNotApplicable(check))
        .flatMap((check) => [...check.leanedOn, ...leanedOn(check.needs, run.ledger)]),
    ),
  ];
  const missing = missingHalves(claim, deciding);
  return {
    claim,
    status: statusOf(claim, deciding, leaned, missing),
    checks: mine.map((check) => check.id),
    leanedOn: leaned,
    missing,
    reasons: mine.flatMap(({ id, result }) =>
      result.state === 'passed' || result.state === 'blocked' ? [] : [`${id}: ${result.reason}`],
    ),
    blockers: [...new Set(mine.flatMap(({ result }) => (result.state === 'blocked' ? [result.by] : [])))],
  };
}

/** Informational checks don't decide a claim unless no other check covers it. */
function statusOf(
  claim: Claim,
  deciding: readonly CheckRecord[],
  leaned: readonly string[],
  missing: readonly Half[],
): ClaimStatus {
  if (deciding.length === 0) return claim.state === 'decided' ? 'decided' : 'not-covered';
  const applying = deciding.filter((check) => !isNotApplicable(check));
  if (applying.length === 0) return 'not-applicable';
  const states = applying.map(outcomeOf);
  const worst = WORST_FIRST.find((state) => states.includes(state));
  if (worst) return worst;
  if (leaned.length > 0) return 'not-proven';
  if (claim.state === 'decided') return 'decided';
  return missing.length > 0 ? 'partly' : 'proven';
}

/** Any other state counts as failed, including flaky. An informational check can only yield a finding. */
function outcomeOf(check: CheckRecord): (typeof WORST_FIRST)[number] | 'passed' {
  const { state } = check.result;
  if (state === 'passed' || state === 'blocked' || state === 'inconclusive' || state === 'skipped') return state;
  return check.severity === 'informational' ? 'finding' : 'failed';
}

function missingHalves(claim: Claim, checks: readonly CheckRecord[]): Half[] {
  const wanted: readonly Half[] = claim.how === 'both' ? ['static', 'live'] : [claim.how];
  const covered = new Set<Half>(checks.map((check) => (check.phase === 'static' ? 'static' : 'live')));
  return wanted.filter((half) => !covered.has(half));
}
