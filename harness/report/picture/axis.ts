/** One curve; a value for each second of the picture, null where there is none. */
export interface Curve {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** A chart of the picture: all of them share the axis. */
export interface Track {
  readonly id: 'requests' | 'failed' | 'latency' | 'cpu' | 'memory' | 'endpoints';
  readonly curves: readonly Curve[];
}

/** The axis in whole seconds. */
export class Axis {
  readonly length: number;
  readonly #from: number;

  constructor(from: number, to: number) {
    this.#from = from;
    this.length = Math.ceil((to - from) / 1000) + 1;
  }

  /** @returns the second of a time, within the axis. */
  second(at: number): number {
    return Math.min(Math.max(Math.floor((at - this.#from) / 1000), 0), this.length - 1);
  }

  empty(): (number | null)[] {
    return Array.from({ length: this.length }, () => null);
  }
}
