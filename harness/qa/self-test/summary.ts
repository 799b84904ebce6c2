import type { TrialRecord } from './self-test.ts';

/** What the self-test found; it holds no secret. */
export interface SelfTestRecord {
  readonly schema: 'dify-e2e/self-test/1';
  readonly runId: string;
  readonly startedAt: string;
  /** Checks that were red without a fault, with what they said. */
  readonly redAnyway: readonly string[];
  readonly trials: readonly TrialRecord[];
  /** Checks that nothing can turn red here, with the reason. */
  readonly none: readonly string[];
  /** Live checks that declare no fault. */
  readonly undeclared: readonly string[];
}

/** Whether every fault was found, and nothing is red or undeclared. */
export const isSound = ({ redAnyway: red, trials, undeclared }: SelfTestRecord): boolean =>
  red.length === 0 && undeclared.length === 0 && trials.every(({ proven }) => proven);

const LINE = 300;

/** The record has all of it. */
const clipped = (text: string): string => (text.length > LINE ? `${text.slice(0, LINE)}…` : text);

/** One line a check of the trial, and what went wrong. */
export function trialLines({ fault, checks, tooMuch, seconds, error, proven }: TrialRecord): string[] {
  return [
    `${proven ? '✔' : '✘'} ${fault} (${seconds} s)`,
    ...checks.map(({ id, red, said }) => `    ${red ? 'red' : 'NOT RED'} ${id}: ${clipped(said)}`),
    ...tooMuch.map((one) => `    TOO MUCH ${one}`),
    ...(error === undefined ? [] : [`    ERROR ${error}`]),
  ];
}

/** @returns the record for a terminal. */
export function selfTestSummary({ trials, redAnyway: red, none, undeclared }: SelfTestRecord): string {
  const proven = new Set(trials.filter((trial) => trial.proven).flatMap(({ checks }) => checks.map(({ id }) => id)));
  return [
    ...trials.flatMap(trialLines),
    ...red.map((one) => `red without a fault: ${one}`),
    ...none.map((one) => `nothing can turn it red here: ${one}`),
    ...(undeclared.length === 0 ? [] : [`no fault declared: ${undeclared.join(', ')}`]),
    `${trials.filter((trial) => trial.proven).length} of ${trials.length} faults found; ${proven.size} checks proven to turn red`,
  ].join('\n');
}
