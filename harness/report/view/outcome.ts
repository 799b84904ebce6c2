import type { CheckRecord, ResultState } from '../../core/model/check.ts';

/**
 * A check's result as the reader sees it: a pass against a double or stand-in is "not proven"; a failed
 * informational check is a "finding"; a state unknown to this version is "unknown".
 */
export type Outcome = ResultState | 'not-proven' | 'finding' | 'unknown';

const KNOWN: ReadonlySet<string> = new Set<ResultState>([
  'passed',
  'failed',
  'flaky',
  'skipped',
  'blocked',
  'inconclusive',
]);

export function outcomeOf(check: CheckRecord, leanings: readonly string[]): Outcome {
  const { state } = check.result;
  if (!KNOWN.has(state)) return 'unknown';
  if (state === 'failed' && check.severity === 'informational') return 'finding';
  return state === 'passed' && leanings.length > 0 ? 'not-proven' : state;
}
