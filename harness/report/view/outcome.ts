import { type CheckRecord, isNotApplicable, type ResultState } from '../../core/model/check.ts';

/**
 * A check's result as the reader sees it: a pass against a double or stand-in is "not proven"; one that does not apply is
 * not counted among the skipped; a failed informational check is a "finding"; a state unknown to this version is "unknown".
 */
export type Outcome = ResultState | 'not-applicable' | 'not-proven' | 'finding' | 'unknown';

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
  if (isNotApplicable(check)) return 'not-applicable';
  if (state === 'failed' && check.severity === 'informational') return 'finding';
  return state === 'passed' && leanings.length > 0 ? 'not-proven' : state;
}
