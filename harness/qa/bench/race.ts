import { performance } from 'node:perf_hooks';
import { command } from '../../provision/exec/index.ts';
import type { SizedSet } from './copies.ts';

/** A program that validates a directory of manifests. */
export interface Contender {
  readonly name: string;
  readonly program: string;
  readonly argumentsFor: (folder: string) => readonly string[];
  /** Exit codes that are verdicts; all others are failures. */
  readonly verdicts: readonly number[];
}

/** How long a contender took for a set. */
export interface Lap {
  readonly contender: string;
  readonly set: SizedSet;
  /** Milliseconds from start to exit of the whole process, per round. */
  readonly times: readonly number[];
}

/**
 * Runs each contender on each set in each round, one after the other, so that other load on the machine affects all of them
 * equally.
 * @throws HarnessError `COMMAND_FAILED` if one of them exits without a verdict.
 */
export async function race(
  contenders: readonly Contender[],
  sets: readonly SizedSet[],
  rounds: number,
): Promise<Lap[]> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const set of sets) {
      for (const contender of contenders) {
        const key = `${contender.name} ${set.objects}`;
        times.set(key, [...(times.get(key) ?? []), await timeOf(contender, set)]);
      }
    }
  }
  return sets.flatMap((set) =>
    contenders.map(({ name }) => ({ contender: name, set, times: times.get(`${name} ${set.objects}`) ?? [] })),
  );
}

async function timeOf({ program, argumentsFor, verdicts }: Contender, { folder }: SizedSet): Promise<number> {
  const args = argumentsFor(folder);
  const started = performance.now();
  const { exitCode } = await command(program, args, { allowFailure: true, timeoutMs: 600_000 });
  const took = performance.now() - started;
  // Run once more to show its output.
  if (!verdicts.includes(exitCode)) await command(program, args);
  return took;
}

/** @returns the median; for an even number of times, the mean of the middle two. */
export function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    Math.floor((sorted.length - 1) / 2),
    Math.ceil((sorted.length - 1) / 2),
  ].map((index) => sorted[index]);
  return (low + high) / 2;
}
