import type { Measurement } from './check.ts';

/** How busy the machine was in a short time up to `at`, not the containers within their limits. Shares are between 0 and 1. */
export interface LoadSample {
  /** ms since the epoch. */
  readonly at: number;
  /** Share of the time in which some process had to wait for a CPU (Linux PSI, `some`). */
  readonly waiting: number;
  /** Share of the CPU time that the hypervisor gave to others (steal). */
  readonly stolen: number;
}

/** Above these the machine decides how long things take. A rehearsal on two idle cores stays below 0.9 on average. */
export const SATURATED = { waiting: 0.95, stolen: 0.15 } as const;

/** @returns why the machine explains what was measured between these times, with the figures; undefined if it does not. */
export function saturation(samples: readonly LoadSample[], from: number, to: number): string | undefined {
  const during = samples.filter(({ at }) => at >= from && at <= to);
  if (during.length === 0) return undefined;
  const average = (value: (sample: LoadSample) => number) =>
    during.reduce((sum, sample) => sum + value(sample), 0) / during.length;
  const [waiting, stolen] = [average((sample) => sample.waiting), average((sample) => sample.stolen)];
  if (waiting < SATURATED.waiting && stolen < SATURATED.stolen) return undefined;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return `processes waited for a CPU in ${percent(waiting)} of the time, ${percent(stolen)} of the CPU time was taken by other machines`;
}

/** @returns the first measurement that is over its limit. */
export const overLimit = (measurements: readonly Measurement[]): Measurement | undefined =>
  measurements.find(({ value, limit }) => limit !== undefined && value > limit);
