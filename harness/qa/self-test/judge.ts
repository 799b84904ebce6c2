import type { CheckDeclaration, Result } from '../../core/model/check.ts';
import { changesTheSet } from '../../environment/faults/index.ts';
import { type Trial, withDependents } from './trials.ts';

/** What a check said while the fault was in force. */
export interface Seen {
  readonly id: string;
  readonly result: Result;
  readonly durationMs: number;
}

export interface Judged {
  /** Each declared check with what is to be read of it. */
  readonly checks: readonly {
    readonly id: string;
    readonly red: boolean;
    readonly seconds: number;
    readonly said: string;
  }[];
  /** Checks that were red and should not have been: `id: reason`. */
  readonly tooMuch: readonly string[];
}

const isRed = ({ state }: Result): boolean => state === 'failed' || state === 'flaky';
const wordsOf = (result: Result): string => ('reason' in result ? `${result.state}: ${result.reason}` : result.state);

/** An object that was changed is also another one than the set's, and the checks of this claim rightly say so. */
const DRIFT = 'DEP-4';

/** The declared checks must be red, and of the others only those that lean on them. */
export function judgeTrial(trial: Trial, seen: readonly Seen[], declarations: readonly CheckDeclaration[]): Judged {
  const dependents = withDependents(trial.checks, declarations);
  const drift = new Set(
    declarations.filter(({ claims }) => changesTheSet(trial.fault) && claims.includes(DRIFT)).map(({ id }) => id),
  );
  const checks = trial.checks.map((id) => {
    const found = seen.find((one) => one.id === id);
    if (!found) return { id, red: false, seconds: 0, said: 'it was not run' };
    // A check that leans on another declared one is blocked by it.
    const blocked = found.result.state === 'blocked' && trial.checks.includes(found.result.by);
    const red = isRed(found.result) || blocked;
    return { id, red, seconds: Math.round(found.durationMs / 100) / 10, said: wordsOf(found.result) };
  });
  const tooMuch = seen
    .filter(({ id, result }) => isRed(result) && !dependents.has(id) && !drift.has(id))
    .map(({ id, result }) => `${id}: ${wordsOf(result)}`);
  return { checks, tooMuch };
}
