import { type CheckRecord, isNotApplicable } from './check.ts';
import type { PhaseRecord, RunRecord } from './run.ts';
import { waivedChecks } from './waivers.ts';

/** What a verdict is derived from: everything in a run record except the verdict itself. */
export type VerdictInput = Pick<
  RunRecord,
  'scope' | 'startedAt' | 'checks' | 'declared' | 'phases' | 'ledger' | 'waivers' | 'harnessErrors'
>;

/** The records, grouped by what they mean for the verdict. Whatever is not known to be harmless counts as bad. */
export interface Findings {
  readonly harnessErrors: readonly string[];
  readonly doublesInRelease: readonly string[];
  /** Where the records are not those of the declared checks, one line each: missing, twice, undeclared. */
  readonly recordsDiffer: readonly string[];
  /** Mandatory, not waived, and failed, flaky or blocked (or in an unknown state). */
  readonly broken: readonly CheckRecord[];
  readonly failedPhases: readonly PhaseRecord[];
  /** Mandatory, not waived, skipped or inconclusive. */
  readonly unknown: readonly CheckRecord[];
  readonly phasesNotRun: readonly PhaseRecord[];
  readonly mandatoryPassed: number;
  readonly recommended: readonly CheckRecord[];
  readonly waived: readonly CheckRecord[];
}

/** Groups a run's records by what they mean for the verdict. */
export function sortOut(run: VerdictInput): Findings {
  const waivedIds = waivedChecks(run.waivers, run.checks, run.startedAt);
  const applying = run.checks.filter((check) => !isNotApplicable(check));
  const notPassed = applying.filter((check) => check.result.state !== 'passed' && check.severity !== 'informational');
  const open = notPassed.filter((check) => !waivedIds.has(check.id));
  const mandatory = open.filter((check) => check.severity !== 'recommended');
  const doubles = run.scope === 'rehearsal' ? [] : run.ledger.filter((entry) => entry.kind === 'double');
  return {
    harnessErrors: run.harnessErrors,
    doublesInRelease: doubles.map((entry) => entry.part),
    recordsDiffer: recordsDiffer(run),
    broken: mandatory.filter((check) => !isUnknown(check)),
    failedPhases: run.phases.filter((phase) => phase.state === 'failed' && !isExplained(phase, run.checks)),
    unknown: mandatory.filter(isUnknown),
    phasesNotRun: run.phases.filter((phase) => phase.state !== 'done' && phase.state !== 'failed'),
    mandatoryPassed: run.checks.filter((c) => c.severity === 'mandatory' && c.result.state === 'passed').length,
    recommended: open.filter((check) => check.severity === 'recommended'),
    waived: notPassed.filter((check) => waivedIds.has(check.id)),
  };
}

/** A check that vanishes, or a second record that hides the first, must never look like success. */
function recordsDiffer({ checks, declared }: Pick<VerdictInput, 'checks' | 'declared'>): string[] {
  const counts = new Map<string, number>();
  for (const { id } of checks) counts.set(id, (counts.get(id) ?? 0) + 1);
  const wanted = new Set(declared ?? counts.keys());
  return [
    ...[...wanted].filter((id) => !counts.has(id)).map((id) => `${id} was declared but has no record`),
    ...[...counts].filter(([, count]) => count > 1).map(([id, count]) => `${id} has ${count} records`),
    ...[...counts.keys()].filter((id) => !wanted.has(id)).map((id) => `${id} has a record but was not declared`),
  ];
}

function isUnknown(check: CheckRecord): boolean {
  return check.result.state === 'skipped' || check.result.state === 'inconclusive';
}

/** A test phase that failed because its checks did is explained by them, each with its own severity. */
function isExplained(phase: PhaseRecord, checks: readonly CheckRecord[]): boolean {
  const mine = checks.filter(
    (check) => (check.phase === phase.id || check.id === phase.failedCheck) && check.severity !== 'informational',
  );
  return mine.some((check) => check.result.state !== 'passed');
}
