import { type CheckRecord, isNotApplicable } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import type { Change, SinceLastGo, TimingChange } from '../../core/model/since-last-go.ts';
import { history } from '../history.ts';
import { isOutside, noiseBand } from './noise-band.ts';

/** Earlier runs from which the usual times are taken. */
const RUNS = 10;
const TIMES: readonly string[] = ['ms', 's'];

/**
 * @param dir reports' directory. Only runs of the same scope, profile and namespace are comparable.
 * @returns what is different from the last GO; undefined without one.
 */
export function sinceLastGo(run: RunRecord, dir: string): SinceLastGo | undefined {
  const goes: RunRecord[] = [];
  for (const earlier of history(dir)) {
    if (earlier.startedAt < run.startedAt && earlier.verdict.verdict === 'GO' && isComparable(earlier, run))
      goes.push(earlier);
    if (goes.length === RUNS) break;
  }
  const [last] = goes;
  return last && differences(run, last, goes);
}

const isComparable = (a: RunRecord, b: RunRecord): boolean =>
  a.scope === b.scope && a.profile === b.profile && a.subject.namespace === b.subject.namespace;

/** @returns what is different from the last GO. @param goes it and those before it, newest first. */
export function differences(run: RunRecord, last: RunRecord, goes: readonly RunRecord[]): SinceLastGo {
  const [now, then] = [new Map(run.checks.map(byId)), new Map(last.checks.map(byId))];
  const isPassed = (check: CheckRecord | undefined) => check?.result.state === 'passed';
  const problems = run.checks.filter((check) => !isPassed(check) && !isNotApplicable(check));
  return {
    runId: last.runId,
    startedAt: last.startedAt,
    newFindings: problems.filter(({ id }) => !then.has(id) || isPassed(then.get(id))).map(({ id }) => id),
    goneFindings: last.checks.filter((one) => !isPassed(one) && isPassed(now.get(one.id))).map(({ id }) => id),
    addedChecks: run.checks.filter(({ id }) => !then.has(id)).map(({ id }) => id),
    removedChecks: last.checks.filter(({ id }) => !now.has(id)).map(({ id }) => id),
    images: changes(imagesOf(last), imagesOf(run)),
    subject: changes(subjectOf(last), subjectOf(run)),
    timings: run.checks.flatMap((check) => timingsOf(check, goes)),
  };
}

const byId = (check: CheckRecord): [string, CheckRecord] => [check.id, check];

const imagesOf = ({ subject }: RunRecord): Map<string, string> =>
  new Map((subject.images ?? []).map(({ ref, digest }) => [ref, digest]));

function subjectOf({ subject, harnessVersion }: RunRecord): Map<string, string> {
  const { manifestsDigest: manifests, difyVersion: dify, kubernetes, git, config, variant } = subject;
  const all = { manifests, variant, dify, kubernetes, harness: harnessVersion, config: config?.digest, git };
  return new Map(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    if (old === current) return [];
    return [
      { name, ...(old === undefined ? {} : { before: old }), ...(current === undefined ? {} : { after: current }) },
    ];
  });
}

/** Measured times of a check outside of their band. */
function timingsOf(check: CheckRecord, goes: readonly RunRecord[]): TimingChange[] {
  return check.measurements.flatMap(({ name, unit, value }) => {
    if (!TIMES.includes(unit)) return [];
    const earlier = goes.flatMap(({ checks }) => valuesOf(checks, check.id, name));
    const [before] = earlier;
    const band = noiseBand(earlier);
    if (before === undefined || !isOutside(value, band)) return [];
    return [{ check: check.id, name, unit, before, after: value, ...band, runs: earlier.length }];
  });
}

const valuesOf = (checks: readonly CheckRecord[], id: string, name: string): number[] =>
  checks
    .filter((check) => check.id === id)
    .flatMap(({ measurements }) => measurements.filter((one) => one.name === name).map(({ value }) => value));
