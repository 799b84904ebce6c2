import { causesOf, type RootCause } from '../../lint/causes.ts';
import type { LintResult } from '../../lint/lint-set.ts';
import type { Case, Expected } from './expectations.ts';

/** How one case was judged. */
export interface CaseScore {
  readonly name: string;
  /** Expected findings that are there. */
  readonly found: number;
  /** Expected findings that are not there. */
  readonly misses: readonly string[];
  /** Findings above informational that nobody expects. */
  readonly extras: readonly string[];
}

/** @param result or why the set could not be read. */
export function scoreOf(name: string, { findings, allowed }: Case, result: LintResult | string): CaseScore {
  if (typeof result === 'string')
    return { name, found: 0, misses: findings.map(textOf), extras: [`unreadable: ${result}`] };
  const causes = causesOf(result.judgement.findings);
  const misses = findings.filter((expected) => !causes.some((cause) => fits(cause, expected)));
  const extras = causes.filter(
    (cause) =>
      cause.severity !== 'informational' && ![...findings, ...allowed].some((expected) => fits(cause, expected)),
  );
  return {
    name,
    found: findings.length - misses.length,
    misses: misses.map(textOf),
    extras: extras.map(({ lead: { rule, at, message } }) => `${rule.id}: ${at.object}: ${message}`),
  };
}

/** Also a finding at one of the places, or of the more general rules that gave way. */
function fits({ places, also }: RootCause, { rule, says, object }: Expected): boolean {
  const ids = rule === undefined ? undefined : [rule].flat();
  return [...places, ...also].some(
    (one) =>
      one.at.object === object &&
      (ids?.includes(one.rule.id) ?? true) &&
      (says === undefined || `${one.message}\n${one.remedy}`.includes(says)),
  );
}

const textOf = ({ rule, says, object }: Expected): string =>
  [
    ...(rule === undefined ? [] : [[rule].flat().join(' or ')]),
    object,
    ...(says === undefined ? [] : [`"${says}"`]),
  ].join(': ');

/** @returns precision and recall, then each miss and each extra. */
export function fieldTable(scores: readonly CaseScore[]): string[] {
  const sum = (of: (score: CaseScore) => number): number => scores.reduce((total, score) => total + of(score), 0);
  const [found, missed, extra] = [sum((s) => s.found), sum((s) => s.misses.length), sum((s) => s.extras.length)];
  const perfect = scores.filter(({ misses, extras }) => misses.length + extras.length === 0).length;
  return [
    `${scores.length} cases, ${perfect} of them exactly as expected`,
    `precision ${percent(found, found + extra)} (${found} of ${found + extra} findings are expected)`,
    `recall    ${percent(found, found + missed)} (${found} of ${found + missed} expected findings are there)`,
  ];
}

/** @returns a line for each miss and each extra. */
export const fieldFailures = (scores: readonly CaseScore[]): string[] =>
  scores.flatMap(({ name, misses, extras }) => [
    ...misses.map((miss) => `${name}: missed ${miss}`),
    ...extras.map((one) => `${name}: extra ${one}`),
  ]);

const percent = (part: number, whole: number): string =>
  whole === 0 ? '100.0 %' : `${((100 * part) / whole).toFixed(1)} %`;
