import type { Severity } from '../../model/check.ts';
import type { Finding } from '../../rules/judge.ts';
import type { Place } from '../../rules/rule.ts';
import type { LintResult } from '../lint-set.ts';

export interface FormatOptions {
  /** ANSI colours; only `text` has any. */
  readonly colour: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Makes the text of one output format; it ends with a line break. */
export type Format = (result: LintResult, options: FormatOptions) => string;

/** @returns `file:line:column`, which terminals and editors open. */
export const addressOf = ({ file, position }: Pick<Place, 'file' | 'position'>): string =>
  `${file}:${position.line}:${position.column}`;

/** @returns everything about a finding in one paragraph, for formats that have only one field for it. */
export function sentencesOf({ at, message, cause, proof, remedy }: Finding): string {
  const lines = [
    `${at.object}: ${message}`,
    `Why: ${cause}`,
    ...(proof ? [`Proof: ${proof}`] : []),
    `Write: ${remedy}`,
  ];
  return lines.join('\n');
}

export const SEVERITIES: readonly Severity[] = ['mandatory', 'recommended', 'informational'];

/** @returns the weightiest of them. */
export function worstOf(findings: readonly Pick<Finding, 'severity'>[]): Severity {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'informational';
}
