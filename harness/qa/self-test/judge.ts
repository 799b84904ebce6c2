import type { CheckDeclaration, Result } from '../../core/model/check.ts';
import { changesTheSet } from '../../environment/faults/index.ts';
import { type Trial, withDependents } from './trials.ts';

/** A check's result while the fault was in effect. */
export interface Seen {
  readonly id: string;
  readonly result: Result;
  readonly durationMs: number;
}

export interface Judged {
  /** Each declared check, and whether it failed as expected. */
  readonly checks: readonly {
    readonly id: string;
    readonly failed: boolean;
    readonly seconds: number;
    readonly said: string;
  }[];
  /** Unexpected failures: `id: reason`. */
  readonly unexpected: readonly string[];
}

const hasFailed = ({ state }: Result): boolean => state === 'failed' || state === 'flaky';
const wordsOf = (result: Result): string => ('reason' in result ? `${result.state}: ${result.reason}` : result.state);

/** If an object was changed, it differs from the set, so the checks of this claim rightly fail. */
const DRIFT = 'DEP-4';

/** Expects exactly the declared checks to fail, and at most their dependents with them. */
export function judgeTrial(trial: Trial, seen: readonly Seen[], declarations: readonly CheckDeclaration[]): Judged {
  const dependents = withDependents(trial.checks, declarations);
  const drift = new Set(
    declarations.filter(({ claims }) => changesTheSet(trial.fault) && claims.includes(DRIFT)).map(({ id }) => id),
  );
  const checks = trial.checks.map((id) => {
    const found = seen.find((one) => one.id === id);
    if (!found) return { id, failed: false, seconds: 0, said: 'it was not run' };
    // A check that depends on another declared one is blocked by it.
    const blocked = found.result.state === 'blocked' && trial.checks.includes(found.result.by);
    const failed = hasFailed(found.result) || blocked;
    return { id, failed, seconds: Math.round(found.durationMs / 100) / 10, said: wordsOf(found.result) };
  });
  const unexpected = seen
    .filter(({ id, result }) => hasFailed(result) && !dependents.has(id) && !drift.has(id))
    .map(({ id, result }) => `${id}: ${wordsOf(result)}`);
  return { checks, unexpected };
}
