/**
 * CPU time of this process, in ms, divided among the steps that are running. Which of two overlapping steps used it can't be
 * known, so each gets the same share; the sum over all steps is exact.
 */
export class OwnTime {
  readonly #running = new Map<string, number>();
  readonly #clock: () => number;
  #last: number;

  /** @param clock CPU time used so far, in ms. */
  constructor(clock: () => number = processMs) {
    this.#clock = clock;
    this.#last = clock();
  }

  start(id: string): void {
    this.#settle();
    this.#running.set(id, 0);
  }

  /** @returns the step's share. */
  end(id: string): number {
    this.#settle();
    const own = this.#running.get(id) ?? 0;
    this.#running.delete(id);
    return Math.round(own);
  }

  #settle(): void {
    const now = this.#clock();
    const part = (now - this.#last) / Math.max(1, this.#running.size);
    for (const [id, own] of this.#running) this.#running.set(id, own + part);
    this.#last = now;
  }
}

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
