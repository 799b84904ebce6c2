import { parentPort, workerData } from 'node:worker_threads';
import type { Sample } from './outage.ts';
import { runStreams, type TrafficPlan } from './traffic-streams.ts';

/** The thread's message, about ten times a second: the requests since the last one. */
export interface ThreadMessage {
  readonly samples: readonly Sample[];
  readonly over: boolean;
}

const TELL_EVERY_MS = 100;

let samples: Sample[] = [];
const tell = (over: boolean): void => {
  parentPort?.postMessage({ samples, over } satisfies ThreadMessage);
  samples = [];
};

const stopper = new AbortController();
parentPort?.once('message', () => stopper.abort());
const timer = setInterval(() => tell(false), TELL_EVERY_MS);
await runStreams(workerData as TrafficPlan, (sample) => samples.push(sample), stopper.signal);
clearInterval(timer);
tell(true);
