import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  failureReasons,
  lagOf,
  longestOutageMs,
  outagesOf,
  ownCommand,
  readSaved,
  type SavedKind,
  type TrafficReport,
  writeSaved,
} from '../../../harness/index.ts';
import { goOn, type SharedTraffic, type Traffic } from './steady-traffic.ts';

const seen = z.object({
  part: z.string(),
  requests: z.number(),
  failed: z.number(),
  /** In ms; the lag is the prober's own. */
  outageMs: z.number(),
  lagMs: z.number(),
  reasons: z.string(),
  ended: z.boolean(),
});

/** What callers of one part saw while it was replaced. */
export type RestartSeen = z.infer<typeof seen>;

/** `rolling-restart.json`, which the check that restarts everything leaves. */
const kind: SavedKind<{ readonly parts: readonly RestartSeen[] }> = {
  schema: 'dify-e2e/rolling-restart/1',
  shape: z.object({ parts: z.array(seen) }),
  next: ownCommand('test --phase failover'),
};

const fileIn = (reportDir: string): string => join(reportDir, 'rolling-restart.json');

/** @returns what was left in this run; none if nothing was restarted. */
export const restartSeen = (reportDir: string): readonly RestartSeen[] =>
  existsSync(fileIn(reportDir)) ? readSaved(fileIn(reportDir), kind).parts : [];

/** Traffic before the restart, as a baseline, and after it, to see that an outage has ended. */
const AROUND_MS = 2_000;

/** Carries out the restart under traffic to each target, and leaves what the callers saw in the report's folder. */
export async function underTraffic<T>(
  traffic: SharedTraffic,
  targets: readonly (Traffic & { readonly part: string })[],
  reportDir: string,
  restart: () => Promise<T>,
): Promise<T> {
  const running = targets.map((target) => ({ target, steady: traffic.start(target) }));
  await Promise.all(running.map(({ steady }) => goOn(steady, AROUND_MS)));
  const from = running.map(({ steady }) => steady.now());
  const value = await restart();
  const parts = await Promise.all(
    running.map(async ({ target, steady }, index) => {
      // The ingress controller must have noticed, too, before anything else is measured.
      await goOn(steady, AROUND_MS);
      return summaryOf(target.part, await traffic.stop(target, from[index] ?? 0));
    }),
  );
  writeSaved(fileIn(reportDir), kind, { parts });
  return value;
}

/** Exported for its test. */
export function summaryOf(part: string, { samples }: Pick<TrafficReport, 'samples'>): RestartSeen {
  const outages = outagesOf(samples);
  return {
    ...{ part, requests: samples.length, failed: samples.filter(({ ok }) => !ok).length },
    ...{ outageMs: Math.round(longestOutageMs(outages)), lagMs: Math.round(lagOf(samples).max) },
    ...{ reasons: failureReasons(samples), ended: outages.every(({ recovered }) => recovered) },
  };
}

export interface RestartLimits {
  readonly maxOutageMs: number;
  readonly maxFailedRequests: number;
}

/** @returns what callers must not see; `unmeasured` instead where the prober's own lag explains it. */
export function judgeRestart(
  { maxOutageMs, maxFailedRequests }: RestartLimits,
  { part, failed, outageMs, lagMs, reasons, ended }: RestartSeen,
): { readonly problems: readonly string[]; readonly unmeasured?: string } {
  const tooLong = `${part}: an outage lasted ${outageMs} ms, the limit is ${maxOutageMs} ms`;
  const problems = [
    ...(failed > maxFailedRequests
      ? [`${part}: ${failed} requests failed, the limit is ${maxFailedRequests} (${reasons})`]
      : []),
    ...(ended ? [] : [`${part}: an outage had not ended when all replicas were ready again`]),
  ];
  if (outageMs <= maxOutageMs) return { problems };
  if (problems.length === 0 && outageMs - lagMs <= maxOutageMs)
    return { problems, unmeasured: `${tooLong}, but the prober itself was up to ${lagMs} ms late` };
  return { problems: [...problems, tooLong] };
}
