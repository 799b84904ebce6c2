/** One request of the steady traffic; times are ms since the traffic started. */
export interface Sample {
  readonly stream: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly ok: boolean;
  /** How late the request started, in ms: the prober's own inaccuracy. */
  readonly lagMs: number;
  /** Why it counts as failed: `503`, `ECONNREFUSED`. */
  readonly reason?: string;
}

/** A period in which one stream was not served. */
export interface Outage {
  readonly stream: number;
  /** Start of the first failed request. */
  readonly fromMs: number;
  /** End of the first success that ended it; of the last request if it did not end. */
  readonly toMs: number;
  readonly failed: number;
  readonly recovered: boolean;
}

/** This many successes in a row end an outage: a single success between failures does not. */
export const SUCCESSES_TO_RECOVER = 5;

/**
 * The outages of each stream: from the start of the first failed request to the end of the first of
 * {@link SUCCESSES_TO_RECOVER} successes in a row. From start to end, so that an outage is never underestimated.
 */
export function outagesOf(samples: readonly Sample[]): Outage[] {
  const streams = Map.groupBy(samples, (sample) => sample.stream);
  return [...streams.values()].flatMap((stream) =>
    outagesOfStream(stream.toSorted((a, b) => a.startedMs - b.startedMs)),
  );
}

function outagesOfStream(samples: readonly Sample[]): Outage[] {
  const outages: Outage[] = [];
  let from: Sample | undefined;
  let failed = 0;
  let good: Sample[] = [];
  for (const sample of samples) {
    if (!sample.ok) {
      from ??= sample;
      failed += 1;
      good = [];
      continue;
    }
    if (!from) continue;
    good.push(sample);
    const first = good[0];
    if (!first || good.length < SUCCESSES_TO_RECOVER) continue;
    outages.push({ stream: sample.stream, fromMs: from.startedMs, toMs: first.endedMs, failed, recovered: true });
    [from, failed, good] = [undefined, 0, []];
  }
  const last = samples.at(-1);
  if (from && last) {
    outages.push({ stream: last.stream, fromMs: from.startedMs, toMs: last.endedMs, failed, recovered: false });
  }
  return outages;
}

/** How long a service did not answer, as closely as the requests can tell. */
export interface OutageBounds {
  /** From the end of the first failed request to the start of the last one in a row. */
  readonly atLeastMs: number;
  /** From the start of the last success before it to the end of the first one after it. */
  readonly atMostMs: number;
}

/**
 * Bounds the longest outage, with all streams taken together: the more streams, the closer. The service was there at some time
 * between the start and the end of a request that succeeds, and gone at some time in one that fails.
 * @returns undefined if there was no outage, or if it did not begin and end within the samples.
 */
export function outageBounds(samples: readonly Sample[]): OutageBounds | undefined {
  const sorted = samples.map((sample) => ({ ...sample, stream: 0 })).toSorted((a, b) => a.startedMs - b.startedMs);
  const longest = outagesOf(sorted).toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
  if (!longest?.recovered) return undefined;
  const before = sorted.findLast(({ startedMs }) => startedMs < longest.fromMs);
  const failed = sorted.filter(({ ok, startedMs }) => !ok && startedMs >= longest.fromMs && startedMs < longest.toMs);
  const [first, last] = [failed[0], failed.at(-1)];
  if (!before || !first || !last) return undefined;
  return {
    atLeastMs: Math.max(0, last.startedMs - first.endedMs),
    atMostMs: longest.toMs - before.startedMs,
  };
}

/** @returns length of the longest outage in ms, 0 if there was none. */
export function longestOutageMs(outages: readonly Outage[]): number {
  return Math.max(0, ...outages.map((outage) => outage.toMs - outage.fromMs));
}

/** @returns each reason for failure with its count, most frequent first: `503 ×12, ECONNRESET ×1`. */
export function failureReasons(samples: readonly Sample[]): string {
  const reasons = Map.groupBy(
    samples.filter((sample) => !sample.ok),
    (sample) => sample.reason ?? 'unknown',
  );
  return [...reasons]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, all]) => `${reason} ×${all.length}`)
    .join(', ');
}

/** @returns how late requests started, in ms. */
export function lagOf(samples: readonly Sample[]): { readonly p95: number; readonly max: number } {
  const sorted = samples.map(({ lagMs }) => lagMs).toSorted((a, b) => a - b);
  return { p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, max: sorted.at(-1) ?? 0 };
}
