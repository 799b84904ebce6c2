import type { Mark } from './plain.ts';

/** How long both took, in ms. */
export interface Times {
  readonly wholeMs: number;
  readonly plainMs: number;
  readonly wholeMarks: readonly Mark[];
  readonly plainMarks: readonly Mark[];
}

/** A run may take this many times as long as a script that verifies nothing. */
export const MOST = 1.3;

const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(7);

/** @returns both timelines and the ratio, a line each. */
export function e2eTable({ wholeMs, plainMs, wholeMarks, plainMarks }: Times): string[] {
  const lines = (marks: readonly Mark[]) => marks.map(({ name, atMs }) => `${seconds(atMs)} s  ${name}`);
  return [
    'plain script, done at',
    ...lines(plainMarks),
    'dify-e2e run, done at',
    ...lines(wholeMarks),
    `${seconds(plainMs)} s  plain script in all`,
    `${seconds(wholeMs)} s  dify-e2e run in all`,
    `ratio ${(wholeMs / plainMs).toFixed(2)} (limit ${MOST})`,
  ];
}

/** @returns what is not as it must be. */
export function e2eFailures({ wholeMs, plainMs }: Times): string[] {
  const ratio = wholeMs / plainMs;
  return ratio > MOST
    ? [`the run takes ${ratio.toFixed(2)} times as long as the plain script: the limit is ${MOST}`]
    : [];
}
