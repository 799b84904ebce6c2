import type { TrialRecord } from './self-test.ts';

/** What the self-test found; it contains no secrets. */
export interface SelfTestRecord {
  readonly schema: 'dify-e2e/self-test/2';
  readonly runId: string;
  readonly startedAt: string;
  /** Checks that failed without a fault, with their reasons. */
  readonly failingAlready: readonly string[];
  readonly trials: readonly TrialRecord[];
  /** Checks that cannot be made to fail here, with the reason. */
  readonly none: readonly string[];
  /** Live checks that declare no fault. */
  readonly undeclared: readonly string[];
}

/** Whether every fault was found, no check fails without one, and every check declares one. */
export const isSound = ({ failingAlready: failing, trials, undeclared }: SelfTestRecord): boolean =>
  failing.length === 0 && undeclared.length === 0 && trials.every(({ proven }) => proven);

const LINE = 300;

/** The record has the full text. */
const clipped = (text: string): string => (text.length > LINE ? `${text.slice(0, LINE)}…` : text);

/** One line per check of the trial, and what went wrong. */
export function trialLines({ fault, checks, unexpected, seconds, error, proven }: TrialRecord): string[] {
  return [
    `${proven ? '✔' : '✘'} ${fault} (${seconds} s)`,
    ...checks.map(({ id, failed, said }) => `    ${failed ? 'failed' : 'DID NOT FAIL'} ${id}: ${clipped(said)}`),
    ...unexpected.map((one) => `    UNEXPECTED ${one}`),
    ...(error === undefined ? [] : [`    ERROR ${error}`]),
  ];
}

/** @returns the record for a terminal. */
export function selfTestSummary({ trials, failingAlready: failing, none, undeclared }: SelfTestRecord): string {
  const proven = new Set(trials.filter((trial) => trial.proven).flatMap(({ checks }) => checks.map(({ id }) => id)));
  return [
    ...trials.flatMap(trialLines),
    ...failing.map((one) => `fails without a fault: ${one}`),
    ...none.map((one) => `cannot be made to fail here: ${one}`),
    ...(undeclared.length === 0 ? [] : [`no fault declared: ${undeclared.join(', ')}`]),
    `${trials.filter((trial) => trial.proven).length} of ${trials.length} faults found; ${proven.size} checks proven able to fail`,
  ].join('\n');
}
