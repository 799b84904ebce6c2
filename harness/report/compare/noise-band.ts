/** The values that are usual: what is outside of them is a change. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Fewer earlier values say nothing about how much they vary. */
const ENOUGH = 4;
/** Without them: what changes less than this from run to run says nothing. */
const RATIO = 1.5;
/** Median absolute deviations, as a robust estimate of three standard deviations, and never less than a tenth of the median. */
const DEVIATIONS = 3 * 1.4826;
const LEAST = 0.1;

/** @param earlier values of earlier runs, newest first, at least one. */
export function noiseBand(earlier: readonly number[]): Band {
  const [newest = 0] = earlier;
  if (earlier.length < ENOUGH) return { low: newest / RATIO, high: newest * RATIO };
  const middle = median(earlier);
  const spread = Math.max(DEVIATIONS * median(earlier.map((value) => Math.abs(value - middle))), LEAST * middle);
  return { low: Math.max(0, middle - spread), high: middle + spread };
}

export const isOutside = (value: number, { low, high }: Band): boolean => value < low || value > high;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [below = 0, above = 0] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}
