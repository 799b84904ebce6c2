import { readFile } from 'node:fs/promises';
import type { LoadSample } from '../../core/model/machine-load.ts';

const EVERY_MS = 2000;

/** Counters that only grow. */
interface Counters {
  readonly at: number;
  /** Microseconds in which something waited for a CPU. */
  readonly waitingUs: number;
  /** CPU time of all kinds, and what was stolen of it, in ticks. */
  readonly ticks: number;
  readonly stolen: number;
}

export type ReadCounters = () => Promise<Counters>;

/** Linux only: elsewhere, and in kernels without PSI, nothing is sampled, and nothing is excused. */
export const readProc: ReadCounters = async () => {
  const [pressure, stat] = await Promise.all([readFile('/proc/pressure/cpu', 'utf8'), readFile('/proc/stat', 'utf8')]);
  const waitingUs = Number(/^some .*total=(\d+)/m.exec(pressure)?.[1]);
  const ticks = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').slice(0, 8).map(Number);
  return { at: Date.now(), waitingUs, ticks: ticks.reduce((sum, one) => sum + one, 0), stolen: ticks[7] ?? 0 };
};

/** Records how busy the machine is until it is disposed of. */
export class MachineSampler implements AsyncDisposable {
  readonly samples: LoadSample[] = [];
  readonly #read: ReadCounters;
  readonly #ticker: NodeJS.Timeout;
  #last: Counters | undefined;
  #round: Promise<void>;

  constructor(read: ReadCounters = readProc, everyMs = EVERY_MS) {
    this.#read = read;
    this.#round = this.#take();
    this.#ticker = setInterval(() => {
      this.#round = this.#take();
    }, everyMs);
    // What is measured must not keep the process alive.
    this.#ticker.unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticker);
    await this.#round;
  }

  async #take(): Promise<void> {
    const now = await this.#read().catch(() => undefined);
    const last = this.#last;
    this.#last = now;
    if (now && last && now.at > last.at) this.samples.push(between(last, now));
  }
}

function between(last: Counters, now: Counters): LoadSample {
  const ticks = now.ticks - last.ticks;
  return {
    at: now.at,
    waiting: Math.min(1, (now.waitingUs - last.waitingUs) / 1000 / (now.at - last.at)),
    stolen: ticks > 0 ? (now.stolen - last.stolen) / ticks : 0,
  };
}
