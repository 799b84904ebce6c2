import {
  type Config,
  failureReasons,
  lagOf,
  longestOutageMs,
  outageBounds,
  outagesOf,
  type TrafficReport,
} from '../../../harness/index.ts';
import type { FailoverRun } from './failover.ts';

export interface FailoverVerdict {
  readonly outageMs: number;
  readonly failed: number;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  /** Why the outage could not be measured well enough to call it too long; nothing else is wrong then. */
  readonly unmeasured: string | undefined;
}

/** Compares what the callers saw with the limits of the config. */
export function judgeFailover(
  limits: Pick<Config['failover'], 'maxOutageMs' | 'maxFailedRequests'>,
  replicas: number,
  { report, addresses }: Pick<FailoverRun, 'report' | 'addresses'>,
): FailoverVerdict {
  const { samples, connections } = report;
  const outages = outagesOf(samples);
  const outageMs = longestOutageMs(outages);
  const failed = samples.filter(({ ok }) => !ok).length;
  const reasons = failureReasons(samples);
  const longest = (kind: string): number =>
    Math.round(longestOutageMs(outages.filter(({ stream }) => connections[stream] === kind)));
  const tooLong = outageMs > limits.maxOutageMs;
  const lag = lagOf(samples).max;
  const problems = [
    [tooLong, `an outage lasted ${Math.round(outageMs)} ms, the limit is ${limits.maxOutageMs} ms`],
    [
      failed > limits.maxFailedRequests,
      `${failed} requests failed, the limit is ${limits.maxFailedRequests} (${reasons})`,
    ],
    [outages.some(({ recovered }) => !recovered), 'an outage had not ended when all replicas were ready again'],
    [addresses !== replicas, `the Service has ${addresses} ready endpoints, not ${replicas}`],
  ] as const;
  const wrong = problems.flatMap(([is, text]) => (is ? [text] : []));
  const late = tooLong && wrong.length === 1 && outageMs - lag <= limits.maxOutageMs;
  return {
    outageMs,
    failed,
    notes: [
      `longest outage on new connections ${longest('new')} ms, on reused ones ${longest('reused')} ms`,
      ...boundsNote(samples),
      `failures: ${reasons || 'none'}`,
    ],
    problems: late ? [] : wrong,
    unmeasured: late ? `${wrong.join()}, but the prober itself was up to ${Math.round(lag)} ms late` : undefined,
  };
}

/** All streams together say it more closely than the worst of them, which is what the limit is for. */
function boundsNote(samples: TrafficReport['samples']): string[] {
  const bounds = outageBounds(samples);
  if (!bounds) return [];
  const [least, most] = [bounds.atLeastMs, bounds.atMostMs].map(Math.round) as [number, number];
  return [
    `the service as a whole was not answering for ${least} to ${most} ms: accurate to ${Math.round((most - least) / 2)} ms`,
  ];
}

export interface Second {
  readonly second: number;
  readonly requests: number;
  readonly failed: number;
  readonly slowestMs: number;
}

/** @returns requests and failures per second of the traffic. */
export function timelineOf(samples: TrafficReport['samples']): Second[] {
  const seconds = Map.groupBy(samples, ({ startedMs }) => Math.floor(startedMs / 1000));
  return [...seconds]
    .toSorted(([a], [b]) => a - b)
    .map(([second, all]) => ({
      second,
      requests: all.length,
      failed: all.filter(({ ok }) => !ok).length,
      slowestMs: Math.round(Math.max(...all.map(({ startedMs, endedMs }) => endedMs - startedMs))),
    }));
}
