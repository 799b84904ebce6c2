import {
  type Environment,
  failureReasons,
  pending,
  ready,
  readyInTime,
  recordRequests,
  requestEntries,
  type Sample,
  type SteadyTraffic,
  startTraffic,
  streamsOf,
  type TrafficReport,
  waitFor,
} from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';

/** The request that is sent repeatedly. */
export interface Traffic {
  readonly url: string;
  readonly expectStatus: number;
}

/** Traffic in its steady state, from `fromMs` on. */
export interface Steady {
  readonly traffic: SteadyTraffic;
  /** When the time without a failure began, in ms of the traffic's own clock. */
  readonly fromMs: number;
  readonly notes: readonly string[];
}

/** The steady state may take this many times as long to reach: without one, failures could not be attributed to the fault. */
const STEADY_ATTEMPTS = 3;

/**
 * Steady traffic that checks share, one after the other: each judges its own part of the time, so the baseline of one is measured
 * while another still works. Traffic to an URL starts with the first `start` or `steady` and ends with `stop`.
 */
export class SharedTraffic implements AsyncDisposable {
  readonly #env: Environment;
  readonly #running = new Map<string, SteadyTraffic>();

  constructor(env: Environment) {
    this.#env = env;
  }

  /** Starts the traffic unless it is running. */
  start(what: Traffic): SteadyTraffic {
    const traffic = this.#running.get(what.url) ?? startTraffic(this.#planOf(what));
    this.#running.set(what.url, traffic);
    return traffic;
  }

  /** Waits until no request has failed for that long; ends the check as inconclusive if some always do. */
  async calm(what: Traffic, forMs: number): Promise<SteadyTraffic> {
    const traffic = this.start(what);
    const before = traffic.samples().length;
    const reached = await readyInTime({
      subject: `${forMs} ms of traffic without a failure`,
      timeoutMs: Math.max(30_000, STEADY_ATTEMPTS * forMs),
      intervalMs: 100,
      poll: async () => (calmMs(traffic) >= forMs ? ready(undefined) : pending('not yet')),
    });
    if (reached) return traffic;
    const failed = traffic
      .samples()
      .slice(before)
      .filter(({ ok }) => !ok);
    const reasons = failureReasons(failed);
    inconclusive(`no steady state was reached before the fault: ${failed.length} requests failed: ${reasons}`);
  }

  /** Waits for the configured time without a failure; ends the check as inconclusive if there is none. */
  async steady(what: Traffic): Promise<Steady> {
    const seconds = this.#env.config.failover.steadySeconds;
    const traffic = await this.calm(what, seconds * 1000);
    const streams = `${streamsOf(this.#planOf(what)).length} streams, every other with a new connection for each request`;
    return {
      traffic,
      fromMs: latestOf(traffic) - seconds * 1000,
      notes: [`${seconds} s without a failure before the fault; ${streams}`],
    };
  }

  /** Ends the traffic. @returns what was sent from `fromMs` on. */
  async stop(what: Traffic, fromMs: number): Promise<TrafficReport> {
    const traffic = this.start(what);
    this.#running.delete(what.url);
    await using _ = traffic;
    const report = await traffic.stop();
    recordRequests(this.#env.reportDir, requestEntries(what.url, report.samples, traffic.beganAt));
    return { ...report, samples: report.samples.filter(({ startedMs }) => startedMs >= fromMs) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running.values()].map((traffic) => traffic[Symbol.asyncDispose]()));
    this.#running.clear();
  }

  #planOf = (what: Traffic) => {
    const { config, ingress } = this.#env;
    return { ...what, ingress, requestsPerSecond: config.failover.requestsPerSecond };
  };
}

/** In ms of the samples' clock, which starts a little later than the caller's. */
const latestOf = (traffic: SteadyTraffic): number => traffic.samples().at(-1)?.startedMs ?? 0;

/** @returns for how long no request has failed, in ms. */
function calmMs(traffic: SteadyTraffic): number {
  const samples = traffic.samples();
  const lastFailure = samples.findLast(({ ok }: Sample) => !ok);
  return latestOf(traffic) - (lastFailure?.endedMs ?? samples[0]?.startedMs ?? 0);
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
