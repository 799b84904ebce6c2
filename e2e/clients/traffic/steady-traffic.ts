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

/** What is asked for, again and again. */
export interface Traffic {
  readonly url: string;
  readonly expectStatus: number;
}

/** So often a steady state is looked for before the fault: without one nothing that follows could be put down to the fault. */
const STEADY_ATTEMPTS = 3;

/** Traffic that has been without a failure for the time that the config asks for; inconclusive where there is none such. */
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
  inconclusive(`there was no steady state to start from: ${notes.join('; ')}`);
}

/** Lets the traffic go on for so long. */
export async function goOn(traffic: SteadyTraffic, forMs: number): Promise<void> {
  const until = traffic.now() + forMs;
  await waitFor({
    subject: `${forMs} ms of traffic`,
    timeoutMs: forMs + 10_000,
    poll: async () => (traffic.now() >= until ? ready(undefined) : pending('the time is not over')),
  });
}
