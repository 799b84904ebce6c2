import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Sample } from './outage.ts';
import { type Connections, streamsOf, type TrafficPlan } from './traffic-streams.ts';
import type { ThreadMessage } from './traffic-thread.ts';

export interface TrafficReport {
  readonly samples: readonly Sample[];
  /** Which kind of connection each stream used, by its number. */
  readonly connections: readonly Connections[];
}

export interface SteadyTraffic extends AsyncDisposable {
  /** When it started: ms since the epoch. */
  readonly beganAt: number;
  /** ms since the traffic started. */
  now(): number;
  /** The requests so far, up to a tenth of a second ago. */
  samples(): readonly Sample[];
  /** Stops the traffic, waits for pending requests, and reports. */
  stop(): Promise<TrafficReport>;
}

/**
 * Steady traffic from a separate thread, so that the caller's own work does not affect the measurement.
 */
export function startTraffic(plan: TrafficPlan): SteadyTraffic {
  const [began, beganAt] = [performance.now(), Date.now()];
  const samples: Sample[] = [];
  const over = Promise.withResolvers<void>();
  // The neighboring file, as source or built. Without the parent's flags, since its loaders don't work in this thread.
  const file = new URL(`./traffic-thread${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(file, { workerData: plan, execArgv: [] });
  thread.on('message', (message: ThreadMessage) => {
    samples.push(...message.samples);
    if (message.over) over.resolve();
  });
  thread.on('error', over.reject);
  thread.on('exit', () => over.reject(new Error('the traffic ended before it was stopped')));
  over.promise.catch(() => undefined); // reported when the traffic is stopped
  const stop = async (): Promise<TrafficReport> => {
    thread.postMessage('stop');
    await over.promise;
    return { samples, connections: streamsOf(plan) };
  };
  return {
    beganAt,
    now: () => performance.now() - began,
    samples: () => samples,
    stop,
    [Symbol.asyncDispose]: async () => void (await thread.terminate()),
  };
}
