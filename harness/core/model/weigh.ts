import type { CheckRecord, Result } from './check.ts';
import type { Incident } from './incident.ts';
import { type LoadSample, overLimit, saturation } from './machine-load.ts';

type Weighed = Pick<CheckRecord, 'id' | 'result' | 'startedAt' | 'durationMs' | 'measurements'>;

/** An outage affects checks shortly before it is detected and shortly after it is over. */
const BEFORE_MS = 5_000;
const AFTER_MS = 5_000;

/**
 * A check that failed while the cluster was unhealthy says nothing about the deployment: it becomes inconclusive, and so do the
 * checks that it blocked. So does one whose limit was exceeded while the machine itself was out of CPU. The same holds for checks blocked by one that the harness could not run. A pass stays a pass.
 */
export function weigh<C extends Weighed>(
  checks: readonly C[],
  incidents: readonly Incident[],
  load: readonly LoadSample[] = [],
): C[] {
  const excused = new Map<string, Result>();
  for (const check of checks) {
    if (check.result.state === 'inconclusive' && check.result.whose) excused.set(check.id, check.result);
    const incident = incidents.find((one) => overlaps(check, one));
    if (!isBad(check.result)) continue;
    const result = incident ? inconclusive(check.result, incident) : tooSlow(check, load);
    if (result) excused.set(check.id, result);
  }
  for (let before = -1; before !== excused.size; ) {
    before = excused.size;
    for (const { id, result } of checks) {
      const cause = result.state === 'blocked' && !excused.has(id) ? excused.get(result.by) : undefined;
      if (cause) excused.set(id, cause);
    }
  }
  return checks.map((check) => ({ ...check, result: excused.get(check.id) ?? check.result }));
}

const isBad = ({ state }: Result): boolean => state === 'failed' || state === 'flaky';

function overlaps({ startedAt, durationMs }: Weighed, { from, to = Number.POSITIVE_INFINITY }: Incident): boolean {
  const started = Date.parse(startedAt);
  return started <= to + AFTER_MS && started + durationMs >= from - BEFORE_MS;
}

/** A limit in seconds says nothing about a deployment that had to wait for the machine. */
function tooSlow({ startedAt, durationMs, measurements }: Weighed, load: readonly LoadSample[]): Result | undefined {
  const over = overLimit(measurements);
  const from = Date.parse(startedAt);
  const why = over && saturation(load, from, from + durationMs);
  if (!why) return undefined;
  const measured = `${over.name}: ${over.value} ${over.unit}, limit ${over.limit}`;
  return {
    state: 'inconclusive',
    whose: 'machine',
    reason: `the machine was too busy to measure this: ${why} (${measured})`,
  };
}

function inconclusive(result: Result, { part, reason }: Incident): Result {
  const said = 'reason' in result ? `: ${result.reason}` : '';
  return { state: 'inconclusive', reason: `${part} was unhealthy during this check (${reason})${said}` };
}
