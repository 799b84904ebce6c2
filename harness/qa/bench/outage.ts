import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { outageBounds, type SteadyTraffic, startTraffic } from '../../environment/probes/index.ts';

/** One outage, in ms. */
export interface MeasuredOutage {
  /** How long the server was gone, by its own clock. */
  readonly trueMs: number;
  /** The middle of the bounds, and half of their distance. */
  readonly measuredMs: number;
  readonly accuracyMs: number;
}

/** The prober must be as close as this, in every round. */
const WITHIN_MS = 5;
/** Two streams of this rate ask every 5 ms. */
const REQUESTS_PER_SECOND = 100;
/** So many successes in a row before it goes, and after it has come back. */
const CALM = 40;

/** Takes a local server away for known times, and measures with the prober of the failover checks. */
export async function measureOutages(rounds: number, onLine: (line: string) => void): Promise<MeasuredOutage[]> {
  const outages: MeasuredOutage[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    // From 100 ms to 2 s, never a multiple of the prober's period.
    const lengthMs = 100 + ((round * 397) % 1_900);
    const outage = await measureOne(lengthMs);
    outages.push(outage);
    onLine(
      `round ${round}: ${outage.trueMs.toFixed(1)} ms, measured ${outage.measuredMs.toFixed(1)} ± ${outage.accuracyMs.toFixed(1)} ms`,
    );
  }
  return outages;
}

async function measureOne(lengthMs: number): Promise<MeasuredOutage> {
  const file = new URL(`./outage-server${extname(import.meta.url)}`, import.meta.url);
  const server = new Worker(file, { execArgv: [] });
  try {
    const { port } = await told<{ up: number; port: number }>(server);
    const ingress = { host: '127.0.0.1', port };
    const plan = { ingress, url: 'http://outage.invalid/', requestsPerSecond: REQUESTS_PER_SECOND, expectStatus: 200 };
    await using traffic = startTraffic(plan);
    await calm(traffic);
    server.postMessage('down');
    const { down } = await told<{ down: number }>(server);
    await lasted(traffic, traffic.now() + lengthMs);
    server.postMessage('up');
    const { up } = await told<{ up: number }>(server);
    await calm(traffic);
    const { samples } = await traffic.stop();
    const bounds = outageBounds(samples) ?? { atLeastMs: 0, atMostMs: 0 };
    return {
      trueMs: up - down,
      measuredMs: (bounds.atLeastMs + bounds.atMostMs) / 2,
      accuracyMs: (bounds.atMostMs - bounds.atLeastMs) / 2,
    };
  } finally {
    await server.terminate();
  }
}

/** Waits for successes only. */
const calm = (traffic: SteadyTraffic): Promise<void> =>
  waitFor({
    subject: 'traffic without a failure',
    timeoutMs: 30_000,
    intervalMs: 50,
    poll: async () => {
      const last = traffic.samples().slice(-CALM);
      return last.length === CALM && last.every(({ ok }) => ok) ? ready(undefined) : pending('some failed');
    },
  });

const lasted = (traffic: SteadyTraffic, untilMs: number): Promise<void> =>
  waitFor({
    subject: 'the outage',
    timeoutMs: 30_000,
    intervalMs: 7,
    poll: async () => (traffic.now() >= untilMs ? ready(undefined) : pending('it lasts')),
  });

async function told<T>(server: Worker): Promise<T> {
  const [message] = (await once(server, 'message')) as [T];
  return message;
}

const errorOf = ({ trueMs, measuredMs }: MeasuredOutage): number => Math.abs(trueMs - measuredMs);

/** @returns the figures as lines. */
export function outageTable(outages: readonly MeasuredOutage[]): string[] {
  const errors = outages.map(errorOf).toSorted((a, b) => a - b);
  const close = errors.filter((error) => error <= WITHIN_MS).length;
  return [
    `${close} of ${outages.length} outages were measured within ${WITHIN_MS} ms`,
    `error: median ${(errors[Math.floor(errors.length / 2)] ?? 0).toFixed(1)} ms, largest ${(errors.at(-1) ?? 0).toFixed(1)} ms`,
  ];
}

/** @returns what is not as it must be. */
export const outageFailures = (outages: readonly MeasuredOutage[]): string[] =>
  outages
    .filter((outage) => errorOf(outage) > WITHIN_MS)
    .map(
      ({ trueMs, measuredMs }) => `an outage of ${trueMs.toFixed(1)} ms was measured as ${measuredMs.toFixed(1)} ms`,
    );
