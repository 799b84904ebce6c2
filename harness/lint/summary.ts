import { EXIT_CODES } from '../core/model/run.ts';
import { causesOf } from './causes.ts';
import type { Finding, Judgement } from './judgement.ts';

/** How much was judged, with what result. */
export interface LintCounts {
  readonly rules: number;
  /** Root causes; each may show at several places. */
  readonly findings: number;
  readonly places: number;
  readonly mandatory: number;
  readonly recommended: number;
  readonly informational: number;
  /** Findings that an exception covers. */
  readonly excepted: number;
  readonly remarks: number;
  /** Rules that could not be evaluated, or not fully. */
  readonly notEvaluated: number;
}

export function countsOf({ findings, rules }: Judgement): LintCounts {
  const causes = causesOf(findings);
  const of = (wanted: Finding['severity']) => causes.filter(({ severity }) => severity === wanted).length;
  return {
    rules: rules.length,
    findings: causes.length,
    places: findings.length,
    mandatory: of('mandatory'),
    recommended: of('recommended'),
    informational: of('informational'),
    excepted: rules.reduce((sum, rule) => sum + rule.excepted.length, 0),
    remarks: rules.reduce((sum, rule) => sum + rule.remarks.length, 0),
    notEvaluated: rules.filter(({ notEvaluated }) => notEvaluated.length > 0).length,
  };
}

/** @returns 1 = mandatory findings, 4 = only recommended ones, 0 = none of either. */
export function exitCodeOf({ mandatory, recommended }: Pick<LintCounts, 'mandatory' | 'recommended'>): number {
  if (mandatory > 0) return EXIT_CODES['NO-GO'];
  return recommended > 0 ? EXIT_CODES.CONDITIONAL : EXIT_CODES.GO;
}
