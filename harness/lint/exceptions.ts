import type { Config } from '../core/config/index.ts';
import type { Finding } from './judge.ts';

export type Exception = Config['lint']['exceptions'][number];

/** A finding that an exception covers. */
export interface UsedException {
  readonly finding: Finding;
  readonly exception: Exception;
}

/**
 * Sorts findings into those that count and those that an exception covers. An expired exception covers nothing.
 * @param today ISO day, `2026-01-31`.
 */
export function judgeExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): { counted: Finding[]; excepted: UsedException[] } {
  const counted: Finding[] = [];
  const excepted: UsedException[] = [];
  for (const finding of findings) {
    const exception = exceptions.find(
      (candidate) => !isExpired(candidate, today) && covers(candidate, finding.rule.id, finding.at.object),
    );
    if (exception) excepted.push({ finding, exception });
    else counted.push(finding);
  }
  return { counted, excepted };
}

/** The last day still counts. */
export const isExpired = ({ expires }: Exception, today: string): boolean => expires < today;

/** An exception names the rule and the object as a finding does: `Deployment dify/dify-api`. */
export const covers = (exception: Exception, rule: string, object: string): boolean =>
  exception.rule === rule && exception.object === object;
