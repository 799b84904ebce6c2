import { type Lap, median } from './race.ts';

/** Limits of issue and CI: seconds, ratio of wall times, ratio of times per object. */
export const LIMITS = { seedSeconds: 1, ratio: 2, growth: 1.5 } as const;

/** One set, ours and theirs; milliseconds, medians of the rounds. */
export interface Row {
  readonly objects: number;
  readonly bytes: number;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  /** Milliseconds per object beyond the smallest set; undefined for that one. */
  readonly perObject: number | undefined;
}

export interface LintTimes {
  /** By size; the first one is the fixture set. */
  readonly rows: readonly Row[];
}

/** @param names of the contenders, ours first. */
export function timesOf(laps: readonly Lap[], [ours, theirs]: readonly [string, string]): LintTimes {
  const sets = [...new Set(laps.map(({ set }) => set))].toSorted((a, b) => a.objects - b.objects);
  const timeOf = (name: string, set: Lap['set']) =>
    median(laps.find((lap) => lap.contender === name && lap.set === set)?.times ?? []);
  const start = sets[0] ? timeOf(ours, sets[0]) : Number.NaN;
  const rows = sets.map((set, index) => {
    const [our, their] = [timeOf(ours, set), timeOf(theirs, set)];
    const more = set.objects - (sets[0]?.objects ?? 0);
    const perObject = index === 0 ? undefined : (our - start) / more;
    return { objects: set.objects, bytes: set.bytes, ours: our, theirs: their, ratio: our / their, perObject };
  });
  return { rows };
}

/** @returns exceeded limits, as sentences; empty if there are none. */
export function failures({ rows }: LintTimes): string[] {
  const [seed, smallest] = rows;
  const largest = rows.at(-1);
  if (!seed || !smallest?.perObject || !largest?.perObject) return ['there are not enough sets to judge'];
  const growth = largest.perObject / smallest.perObject;
  return [
    ...(seed.ours < LIMITS.seedSeconds * 1000
      ? []
      : [`the fixture set takes ${seconds(seed.ours)}, not under ${LIMITS.seedSeconds} s`]),
    ...(largest.ratio <= LIMITS.ratio
      ? []
      : [`${largest.objects} objects take ${largest.ratio.toFixed(2)} times kubeconform's time, not ${LIMITS.ratio}`]),
    ...(growth <= LIMITS.growth
      ? []
      : [`an object of ${largest.objects} takes ${growth.toFixed(2)} times as long as one of ${smallest.objects}`]),
  ];
}

/** @returns the times as a table for a terminal. */
export function tableOf({ rows }: LintTimes): string {
  const cells = [
    ['objects', 'MB', 'lint', 'kubeconform', 'ratio', 'ms per object'],
    ...rows.map(({ objects, bytes, ours, theirs, ratio, perObject }) => [
      String(objects),
      (bytes / 1e6).toFixed(2),
      seconds(ours),
      seconds(theirs),
      ratio.toFixed(2),
      perObject?.toFixed(3) ?? '–',
    ]),
  ];
  return cells.map((row) => row.map((cell) => cell.padStart(14)).join('')).join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
