import type { Finding } from '../judgement.ts';
import type { LintResult } from '../lint-set.ts';

export interface FormatOptions {
  /** ANSI colors; only `text` uses them. */
  readonly colour: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Renders one output format; the text ends with a line break. */
export type Format = (result: LintResult, options: FormatOptions) => string;

/** @returns everything about a finding in one text, for formats with a single field for it. */
export function sentencesOf({ at, message, cause, proof, remedy }: Finding): string {
  const lines = [`${at.object}: ${message}`, `Why: ${cause}`, ...(proof ? [`Proof: ${proof}`] : []), `Fix: ${remedy}`];
  return lines.join('\n');
}
