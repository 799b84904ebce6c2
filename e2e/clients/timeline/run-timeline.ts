import type { EntryOf, TimelineEntry, TimelineKind } from '../../../harness/index.ts';

/** A time in which something was broken on purpose. Times are ms since the epoch. */
export interface FaultWindow {
  readonly name: string;
  readonly targets: readonly string[];
  readonly from: number;
  /** Infinity: its end was not recorded. */
  readonly to: number;
}

/** Events carry whole seconds, and what a fault did may be noticed a moment after it was repaired. */
const MARGIN_MS = 3_000;

/** The timeline of a run, as invariants ask for it. */
export class RunTimeline {
  readonly windows: readonly FaultWindow[];
  /** When the deployment was ready: the first live check began. The start of the recording if no check was recorded. */
  readonly steadyFrom: number;
  readonly #kinds: Map<TimelineKind, TimelineEntry[]>;

  constructor(entries: readonly TimelineEntry[]) {
    this.#kinds = Map.groupBy(entries, ({ kind }) => kind);
    this.windows = windowsOf(this.of('fault'));
    this.steadyFrom = this.of('check')[0]?.at ?? entries[0]?.at ?? 0;
  }

  /** @returns the entries of one kind, by time. */
  of<K extends TimelineKind>(kind: K): readonly EntryOf<K>[] {
    return (this.#kinds.get(kind) ?? []) as unknown as readonly EntryOf<K>[];
  }

  /** @returns whether something was broken on purpose at that time: anything, or what may disturb that workload. */
  excused(at: number, workload?: string): boolean {
    return this.windows.some(
      ({ from, to, targets }) =>
        at >= from - MARGIN_MS &&
        at <= to + MARGIN_MS &&
        (workload === undefined || targets.includes('*') || targets.includes(workload)),
    );
  }

  /** @returns whether it counts: after the deployment was ready, and not caused by a fault. */
  counts(at: number, workload?: string): boolean {
    return at >= this.steadyFrom && !this.excused(at, workload);
  }

  /** @returns the workload of a pod, as last recorded. */
  workloadOf(pod: string): string | undefined {
    return this.of('pod').findLast((one) => one.pod === pod)?.workload;
  }
}

function windowsOf(faults: readonly EntryOf<'fault'>[]): FaultWindow[] {
  return faults
    .filter(({ state }) => state === 'begin')
    .map(({ id, name, targets, at }) => ({
      ...{ name, targets, from: at },
      to: faults.find((one) => one.id === id && one.state === 'end')?.at ?? Number.POSITIVE_INFINITY,
    }));
}

/** `14:03:07` of the machine's clock in UTC. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 19);
