import { setTimeout } from 'node:timers/promises';
import { type Agent, request } from 'undici';
import { messageOf } from '../../core/errors.ts';
import type { Endpoint } from '../environment.ts';
import { ingressAgent } from './ingress-client.ts';
import type { Sample } from './outage.ts';

/** Maximum interval between requests over all streams, which is the resolution of the start of an outage. */
export const MAX_GAP_MS = 10;

export interface TrafficPlan {
  readonly ingress: Endpoint;
  readonly url: string;
  /** Of each stream. */
  readonly requestsPerSecond: number;
  readonly expectStatus: number;
  /** A request without a response for this long has failed; default 3 s. */
  readonly timeoutMs?: number;
}

export type Connections = 'new' | 'reused';

/** Every other stream opens a new connection for each request, since new and reused connections fail differently. */
export function streamsOf({ requestsPerSecond }: TrafficPlan): Connections[] {
  const count = Math.max(2, Math.ceil(1000 / requestsPerSecond / MAX_GAP_MS));
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'new' : 'reused'));
}

/**
 * Sends requests at a fixed rate, whether or not earlier ones have been answered, on several staggered streams, until the signal;
 * then waits for pending ones.
 */
export async function runStreams(
  plan: TrafficPlan,
  tell: (sample: Sample) => void,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const period = 1000 / plan.requestsPerSecond;
  const streams = streamsOf(plan);
  const host = new URL(plan.url).hostname;
  await Promise.all(
    streams.map(async (connections, stream) => {
      const agent = ingressAgent(plan.ingress, [host], { pipelining: 1 });
      const send = async (lagMs: number): Promise<void> => {
        const startedMs = performance.now() - began;
        const reason = await failureOf(plan, agent, connections === 'new');
        const endedMs = performance.now() - began;
        tell({ stream, startedMs, endedMs, lagMs, ok: reason === undefined, ...(reason ? { reason } : {}) });
      };
      await keepPace({ began, period, offset: (period / streams.length) * stream }, send, signal);
      await agent.destroy();
    }),
  );
}

interface Pace {
  readonly began: number;
  readonly period: number;
  readonly offset: number;
}

async function keepPace(
  { began, period, offset }: Pace,
  send: (lagMs: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const pending = new Set<Promise<void>>();
  let due = offset;
  while (await pause(due - (performance.now() - began), signal)) {
    const now = performance.now() - began;
    const lagMs = Math.max(0, now - due);
    // Late starts are compensated, so the rate is constant over time; missed requests are skipped.
    due = Math.max(due + period, now);
    const one = send(lagMs).finally(() => pending.delete(one));
    pending.add(one);
  }
  await Promise.all(pending);
}

/** Waits for the next slot, regardless of responses. @returns false when the traffic is over. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

async function failureOf(plan: TrafficPlan, agent: Agent, fresh: boolean): Promise<string | undefined> {
  const signal = AbortSignal.timeout(plan.timeoutMs ?? 3_000);
  try {
    const headers = { 'accept-language': 'en' };
    const response = await request(plan.url, { dispatcher: agent, reset: fresh, headers, signal });
    await response.body.dump();
    return response.statusCode === plan.expectStatus ? undefined : `HTTP ${response.statusCode}`;
  } catch (error) {
    if (signal.aborted) return 'no response in time';
    return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  }
}
