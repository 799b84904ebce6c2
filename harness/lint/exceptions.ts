import { covers, type Exception, isExpired } from './facts/exceptions/exceptions.ts';
import type { Finding, UsedException } from './judgement.ts';

/**
 * Separates the findings that count from those that an exception covers. An expired exception covers nothing.
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
