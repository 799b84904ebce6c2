import { parentPort, workerData } from 'node:worker_threads';
import type { Sample } from './outage.ts';
import { runStreams, type TrafficPlan } from './traffic-streams.ts';

/** The thread's message, about ten times a second: the requests since the last one. */
export interface ThreadMessage {
  readonly samples: readonly Sample[];
  readonly lags: readonly number[];
  readonly over: boolean;
}

const TELL_EVERY_MS = 100;

let samples: Sample[] = [];
let lags: number[] = [];
const tell = (over: boolean): void => {
  parentPort?.postMessage({ samples, lags, over } satisfies ThreadMessage);
  [samples, lags] = [[], []];
};

const stopper = new AbortController();
parentPort?.once('message', () => stopper.abort());
const timer = setInterval(() => tell(false), TELL_EVERY_MS);
const listener = { sample: (sample: Sample) => samples.push(sample), lag: (ms: number) => lags.push(ms) };
await runStreams(workerData as TrafficPlan, listener, stopper.signal);
clearInterval(timer);
tell(true);
