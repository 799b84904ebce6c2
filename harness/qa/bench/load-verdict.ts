import type { LoadTimes } from './load-images.ts';

/** Limits of issue and CI: of what containerd alone moves in a second; seconds of a later run. */
export const LOAD_LIMITS = { ratio: 0.8, laterSeconds: 3 } as const;

const rateOf = (bytes: number, seconds: number): number => bytes / 1e6 / seconds;

/** @returns the times as lines for a terminal. */
export function loadTable({ bytes, ctrSeconds, firstSeconds, laterSeconds }: LoadTimes): string[] {
  const row = (what: string, seconds: number): string =>
    `${what.padEnd(28)}${seconds.toFixed(1).padStart(8)} s${rateOf(bytes, seconds).toFixed(0).padStart(8)} MB/s`;
  return [
    `${(bytes / 1e6).toFixed(0)} MB of archives`,
    row('ctr images import alone', ctrSeconds),
    row('first run', firstSeconds),
    row('later run', laterSeconds),
    `ratio first run / ctr: ${(ctrSeconds / firstSeconds).toFixed(2)}`,
  ];
}

/** @returns what is not as it must be, as sentences; empty when all is well. */
export function loadFailures({ ctrSeconds, firstSeconds, laterSeconds }: LoadTimes): string[] {
  const ratio = ctrSeconds / firstSeconds;
  return [
    ...(ratio >= LOAD_LIMITS.ratio
      ? []
      : [`the first run moves ${ratio.toFixed(2)} of what ctr alone moves, not ${LOAD_LIMITS.ratio}`]),
    ...(laterSeconds <= LOAD_LIMITS.laterSeconds
      ? []
      : [`a later run takes ${laterSeconds.toFixed(1)} s, not ${LOAD_LIMITS.laterSeconds} s`]),
  ];
}
