import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError, messageOf } from '../../core/errors.ts';
import type { Incident } from '../../core/model/incident.ts';

/** Something that the deployment runs on but does not own. */
export interface HealthProbe {
  /** As a noun: `API server`. */
  readonly part: string;
  /** @returns why it is broken; undefined if it is healthy. A probe that times out counts as broken, too. */
  look(signal: AbortSignal): Promise<string | undefined>;
}

export interface HealthOptions {
  /** Pause between polls; default 5 s, since each poll starts a program. */
  readonly intervalMs?: number;
  /** Timeout of a poll; default 5 s. */
  readonly answerMs?: number;
  /** How long something may be broken before the run is aborted; default 10 s. */
  readonly toleranceMs?: number;
  /** How long something may not respond instead, since a busy machine is slow; default 40 s. */
  readonly silenceMs?: number;
}

/** A poll that timed out says less than one that was refused. */
const SILENT = 'no answer';

const DEFAULTS = { intervalMs: 5_000, answerMs: 5_000, toleranceMs: 10_000, silenceMs: 40_000 } as const;
/** A single slow response is not an incident. */
const BLINK_MS = 3_000;

/**
 * Watches what the deployment runs on, so that failures there are not blamed on the deployment.
 * A part that stays broken aborts {@link HealthWatch.signal} with `CLUSTER_UNHEALTHY`.
 */
export class HealthWatch implements AsyncDisposable {
  readonly #probes: readonly HealthProbe[];
  readonly #options: Required<HealthOptions>;
  readonly #broken = new AbortController();
  readonly #stop = new AbortController();
  readonly #current = new Map<string, Incident>();
  readonly #past: Incident[] = [];
  readonly #ignored = new Set<string>();
  #round: Promise<void> = Promise.resolve();
  readonly #loop: Promise<void>;

  constructor(probes: readonly HealthProbe[], options: HealthOptions = {}) {
    this.#probes = probes;
    this.#options = { ...DEFAULTS, ...options };
    this.#loop = this.#run();
  }

  /** Aborted if a part stays broken. */
  get signal(): AbortSignal {
    return this.#broken.signal;
  }

  /** All relevant incidents so far, including ongoing ones. */
  get incidents(): readonly Incident[] {
    return [...this.#past, ...this.#current.values()];
  }

  /** The part is about to be broken on purpose. */
  ignore(part: string): void {
    this.#ignored.add(part);
    this.#current.delete(part);
  }

  /**
   * Checks again before a failure is blamed on the deployment.
   * @param since ms since the epoch: when the failed work started.
   * @returns what was broken since then, or is broken now; undefined if everything was healthy.
   */
  async incidentSince(since: number): Promise<Incident | undefined> {
    await this.#round;
    await this.#look();
    // If a poll was only slow on a busy machine, wait: the part will soon be healthy again, or clearly broken.
    while (this.#current.size > 0 && !this.#broken.signal.aborted) await this.#look();
    return this.incidents.find(({ to = Number.POSITIVE_INFINITY }) => to >= since);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted && !this.#broken.signal.aborted) {
      this.#round = this.#look();
      await this.#round;
      await delay(this.#options.intervalMs, undefined, { signal: this.#stop.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  async #look(): Promise<void> {
    await Promise.all(
      this.#probes.map(async (probe) => {
        const began = Date.now();
        this.#note(probe.part, await this.#ask(probe), began);
      }),
    );
  }

  async #ask(probe: HealthProbe): Promise<string | undefined> {
    const late = AbortSignal.any([AbortSignal.timeout(this.#options.answerMs), this.#stop.signal]);
    const noAnswer = new Promise<string | undefined>((resolve) => {
      const reason = () => (this.#stop.signal.aborted ? undefined : SILENT);
      late.addEventListener('abort', () => resolve(reason()), { once: true });
    });
    try {
      return await Promise.race([probe.look(late), noAnswer]);
    } catch (error) {
      return this.#stop.signal.aborted ? undefined : messageOf(error);
    }
  }

  #note(part: string, reason: string | undefined, began: number): void {
    const known = this.#current.get(part);
    if (this.#ignored.has(part)) return;
    if (reason === undefined) {
      if (known && began - known.from >= BLINK_MS) this.#past.push({ ...known, to: Date.now() });
      this.#current.delete(part);
      return;
    }
    const incident = { part, from: began, ...known, reason };
    this.#current.set(part, incident);
    const { toleranceMs, silenceMs } = this.#options;
    const patience = reason === SILENT ? silenceMs : toleranceMs;
    if (Date.now() - incident.from >= patience) this.#broken.abort(unhealthy(incident));
  }
}

/** @returns the error of a run whose cluster broke. */
export function unhealthy({ part, reason, from }: Incident): HarnessError {
  return new HarnessError({
    code: 'CLUSTER_UNHEALTHY',
    message: `${part} is broken: ${reason}`,
    likely: `it broke at ${new Date(from).toISOString()}, during the run; results after that say nothing about the deployment`,
    hint: 'see diagnostics/ in the report, then run again',
  });
}
