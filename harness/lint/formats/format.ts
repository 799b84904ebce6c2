import type { Finding } from '../judgement.ts';
import type { LintResult } from '../lint-set.ts';

export interface FormatOptions {
  /** ANSI colours; only `text` has any. */
  readonly colour: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Makes the text of one output format; it ends with a line break. */
export type Format = (result: LintResult, options: FormatOptions) => string;

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
