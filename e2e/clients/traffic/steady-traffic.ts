import {
  type Environment,
  failureReasons,
  pending,
  ready,
  type SteadyTraffic,
  startTraffic,
  streamsOf,
  waitFor,
} from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';

/** The request that is sent repeatedly. */
export interface Traffic {
  readonly url: string;
  readonly expectStatus: number;
}

/** Attempts to reach a steady state before the fault: without one, failures could not be attributed to the fault. */
const STEADY_ATTEMPTS = 3;

/** Traffic without a failure for the time that the config requires; ends the check as inconclusive if there is none. */
export async function steadyTraffic(
  { config, ingress, profile }: Environment,
  what: Traffic,
): Promise<{ traffic: SteadyTraffic; notes: string[] }> {
  const seconds = profile === 'quick' ? config.quick.steadySeconds : config.failover.steadySeconds;
  const plan = { ...what, ingress, requestsPerSecond: config.failover.requestsPerSecond };
  const notes: string[] = [];
  for (let attempt = 1; attempt <= STEADY_ATTEMPTS; attempt++) {
    const traffic = startTraffic(plan);
    await goOn(traffic, seconds * 1000);
    const failed = traffic.samples().filter(({ ok }) => !ok);
    if (failed.length === 0) {
      const streams = `${streamsOf(plan).length} streams, every other with a new connection for each request`;
      return { traffic, notes: [...notes, `${seconds} s without a failure before the fault; ${streams}`] };
    }
    await traffic.stop();
    const all = traffic.samples().length;
    notes.push(`before the fault ${failed.length} of ${all} requests failed: ${failureReasons(failed)}`);
  }
  inconclusive(`no steady state was reached before the fault: ${notes.join('; ')}`);
}

/** Lets the traffic continue for that long. */
export async function goOn(traffic: SteadyTraffic, forMs: number): Promise<void> {
  const until = traffic.now() + forMs;
  await waitFor({
    subject: `${forMs} ms of traffic`,
    timeoutMs: forMs + 10_000,
    poll: async () => (traffic.now() >= until ? ready(undefined) : pending('the time is not up')),
  });
}
