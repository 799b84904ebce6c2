import type { CheckRecord, Result } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { steadyText } from './steady-text.ts';

/** A value in the first run and in the second. */
export interface Pair<T> {
  readonly first: T;
  readonly second: T;
}

/** What two runs found differently about one check. */
export interface CheckDifference {
  readonly id: string;
  readonly title: string;
  /** Absent if both have the same. */
  readonly state?: Pair<string>;
  /** Reasons of results that are not passes, if they differ; empty texts otherwise. */
  readonly reason: Pair<string>;
  /** What only one of them observed, as it is in its report. */
  readonly notes: Pair<readonly string[]>;
  readonly measurements: readonly (Pair<number> & { readonly name: string; readonly unit: string })[];
}

export interface Comparison {
  readonly runs: Pair<
    Pick<RunRecord, 'runId' | 'scope' | 'profile' | 'startedAt' | 'harnessVersion' | 'verdict' | 'subject'>
  >;
  readonly compared: number;
  /** Whether measurements were compared, too. */
  readonly measurements: boolean;
  /** Different states first, then in the order of the first run. */
  readonly differences: readonly CheckDifference[];
  /** Ids of checks that only one of them has. */
  readonly missing: Pair<readonly string[]>;
}

/** A measurement that changes less than this from run to run says nothing. */
const RATIO = 1.5;

/**
 * @param measurements whether to compare them; default: only for two runs of the same scope, since what a double takes, in time or
 * memory, says nothing about the real part.
 * @returns what two runs observed differently, check by check. Times, ids and names of pods are no difference.
 */
export function compareRuns(
  first: RunRecord,
  second: RunRecord,
  measurements = first.scope === second.scope,
): Comparison {
  const others = new Map(second.checks.map((check) => [check.id, check]));
  const ids = new Set(first.checks.map(({ id }) => id));
  const both = first.checks.flatMap((check) => {
    const other = others.get(check.id);
    return other ? [[check, other] as const] : [];
  });
  const differences = both.flatMap(([one, other]) => differenceOf(one, other, measurements) ?? []);
  return {
    runs: { first, second },
    compared: both.length,
    measurements,
    differences: [...differences.filter(({ state }) => state), ...differences.filter(({ state }) => !state)],
    missing: {
      first: second.checks.map(({ id }) => id).filter((id) => !ids.has(id)),
      second: [...ids].filter((id) => !others.has(id)),
    },
  };
}

function differenceOf(one: CheckRecord, other: CheckRecord, withMeasurements: boolean): CheckDifference | undefined {
  const [state, said] = [pairOf(one, other, (check) => check.result.state), pairOf(one, other, reasonOf)];
  const notes = { first: onlyIn(one.notes, other.notes), second: onlyIn(other.notes, one.notes) };
  const measurements = withMeasurements ? changedMeasurements(one, other) : [];
  const sameResult = state.first === state.second && steadyText(said.first) === steadyText(said.second);
  const reason = sameResult ? { first: '', second: '' } : said;
  if (sameResult && notes.first.length + notes.second.length + measurements.length === 0) return undefined;
  const changed = state.first === state.second ? {} : { state };
  return { id: one.id, title: one.title, ...changed, reason, notes, measurements };
}

const pairOf = <T>(one: CheckRecord, other: CheckRecord, value: (check: CheckRecord) => T): Pair<T> => ({
  first: value(one),
  second: value(other),
});

const reasonOf = ({ result }: { result: Result }): string => ('reason' in result ? result.reason : '');

/** Notes that differ in what changes with every run are the same. */
function onlyIn(notes: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(steadyText));
  return notes.filter((note) => !known.has(steadyText(note)));
}

function changedMeasurements(one: CheckRecord, other: CheckRecord): CheckDifference['measurements'] {
  return one.measurements.flatMap(({ name, unit, value }) => {
    const found = other.measurements.find((candidate) => steadyText(candidate.name) === steadyText(name));
    if (!found || found.value === value) return [];
    const [small, large] = [Math.min(value, found.value), Math.max(value, found.value)];
    return small > 0 && large / small < RATIO ? [] : [{ name, unit, first: value, second: found.value }];
  });
}
