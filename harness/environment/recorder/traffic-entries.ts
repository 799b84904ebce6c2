import type { EntryOf } from '../../core/model/timeline.ts';
import { failureReasons, type Sample } from '../probes/index.ts';
import { Journal } from './journal.ts';

/**
 * @param beganAt when the traffic began: ms since the epoch.
 * @returns what the prober saw in each second, by the start of the requests.
 */
export function requestEntries(source: string, samples: readonly Sample[], beganAt: number): EntryOf<'requests'>[] {
  const seconds = Map.groupBy(samples, ({ startedMs }) => Math.floor(startedMs / 1000));
  return [...seconds]
    .toSorted(([a], [b]) => a - b)
    .map(([second, all]) => {
      const times = all.map(({ startedMs, endedMs }) => endedMs - startedMs).toSorted((a, b) => a - b);
      const share = (part: number): number =>
        Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
      return {
        ...{ at: beganAt + second * 1000, kind: 'requests', source, requests: all.length },
        ...{ failed: all.filter(({ ok }) => !ok).length, p50: share(0.5), p95: share(0.95), p99: share(0.99) },
        reasons: failureReasons(all),
      };
    });
}

/** Adds the entries to the run's timeline. */
export function recordRequests(reportDir: string, entries: readonly EntryOf<'requests'>[]): void {
  using journal = new Journal(reportDir, `requests-${process.pid}`);
  for (const entry of entries) journal.add(entry);
}
