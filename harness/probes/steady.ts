import { setInterval } from 'node:timers/promises';
import { type Agent, request } from 'undici';
import { messageOf } from '../core/errors.ts';
import type { Endpoint } from '../environment/environment.ts';
import { ingressAgent } from './ingress-client.ts';
import type { Sample } from './outage.ts';

/** Requests start at most this far apart over all streams: the resolution of an outage's beginning. */
export const MAX_GAP_MS = 10;

export interface TrafficPlan {
  readonly ingress: Endpoint;
  readonly url: string;
  /** Of each stream. */
  readonly requestsPerSecond: number;
  readonly expectStatus: number;
  /** A request without an answer for this long has failed; 3 s unless told. */
  readonly timeoutMs?: number;
}

export interface TrafficReport {
  readonly samples: readonly Sample[];
  /** Which kind of connection each stream used, by its number. */
  readonly connections: readonly ('new' | 'reused')[];
  /** How late requests started against their plan: the prober's own inaccuracy. */
  readonly lagMs: { readonly p95: number; readonly max: number };
}

export interface SteadyTraffic extends AsyncDisposable {
  /** ms since the traffic began. */
  now(): number;
  /** What has been seen so far. */
  samples(): readonly Sample[];
  /** Ends the traffic, waits for requests on their way, and reports. */
  stop(): Promise<TrafficReport>;
}

interface Run {
  readonly plan: TrafficPlan;
  readonly began: number;
  readonly samples: Sample[];
  readonly lags: number[];
  readonly pending: Set<Promise<void>>;
}

/**
 * Sends requests at a fixed pace, whether or not earlier ones have been answered, on several staggered streams; every other
 * stream opens a new connection for each request, since new and kept connections fail differently.
 */
export function startTraffic(plan: TrafficPlan): SteadyTraffic {
  const period = 1000 / plan.requestsPerSecond;
  const streams = Math.max(2, Math.ceil(period / MAX_GAP_MS));
  const run: Run = { plan, began: performance.now(), samples: [], lags: [], pending: new Set() };
  const connections = Array.from({ length: streams }, (_, index): 'new' | 'reused' =>
    index % 2 === 0 ? 'new' : 'reused',
  );
  const agents = connections.map(() => ingressAgent(plan.ingress, [new URL(plan.url).hostname], { pipelining: 1 }));
  const stopper = new AbortController();
  const loops = agents.map((agent, stream) => {
    const pace = { period, offset: (period / streams) * stream, signal: stopper.signal };
    return loop(run, agent, stream, connections[stream] === 'new', pace);
  });
  let report: Promise<TrafficReport> | undefined;
  const finish = async (): Promise<TrafficReport> => {
    stopper.abort();
    await Promise.all(loops);
    await Promise.all(run.pending);
    await Promise.all(agents.map((agent) => agent.destroy()));
    return { samples: run.samples, connections, lagMs: lagOf(run.lags) };
  };
  const stop = (): Promise<TrafficReport> => {
    report ??= finish();
    return report;
  };
  return {
    now: () => performance.now() - run.began,
    samples: () => run.samples,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

async function loop(
  run: Run,
  agent: Agent,
  stream: number,
  fresh: boolean,
  { period, offset, signal }: { period: number; offset: number; signal: AbortSignal },
): Promise<void> {
  let due = offset;
  try {
    // A tick is finer than the period: a late one is made up for, so the pace holds over time.
    for await (const _ of setInterval(Math.max(1, Math.min(period / 4, 5)), undefined, { signal })) {
      const now = performance.now() - run.began;
      if (now < due) continue;
      run.lags.push(now - due);
      due = Math.max(due + period, now);
      const one = send(run, agent, stream, fresh).finally(() => run.pending.delete(one));
      run.pending.add(one);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function send({ plan, began, samples }: Run, agent: Agent, stream: number, fresh: boolean): Promise<void> {
  const startedMs = performance.now() - began;
  const reason = await failureOf(plan, agent, fresh);
  const endedMs = performance.now() - began;
  samples.push({ stream, startedMs, endedMs, ok: reason === undefined, ...(reason === undefined ? {} : { reason }) });
}

async function failureOf(plan: TrafficPlan, agent: Agent, fresh: boolean): Promise<string | undefined> {
  try {
    const response = await request(plan.url, {
      dispatcher: agent,
      reset: fresh,
      headers: { 'accept-language': 'en' },
      signal: AbortSignal.timeout(plan.timeoutMs ?? 3_000),
    });
    await response.body.dump();
    return response.statusCode === plan.expectStatus ? undefined : String(response.statusCode);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  }
}

function lagOf(lags: readonly number[]): { p95: number; max: number } {
  const sorted = lags.toSorted((a, b) => a - b);
  return { p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, max: sorted.at(-1) ?? 0 };
}
