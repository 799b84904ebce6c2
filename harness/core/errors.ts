import { CodedError, type CodedErrorInit } from '../lib/errors/index.ts';
import { type ErrorCode, ownerOf, type Whose } from './error-codes/index.ts';

export { CodedError, messageOf, UsageError } from '../lib/errors/index.ts';
export type { ErrorCode, Whose } from './error-codes/index.ts';

/** Arguments of {@link HarnessError}. */
export interface HarnessErrorInit extends CodedErrorInit<ErrorCode> {
  /** Who has to act, if it differs from the code's owner: a wait may be for the deployment or for the harness's own components. */
  readonly whose?: Whose;
}

/** An error that the harness expects and can explain, and who has to act on it. Any other error is a bug in the harness. */
export class HarnessError extends CodedError<ErrorCode> {
  readonly whose: Whose;

  constructor(init: HarnessErrorInit) {
    super(init);
    this.whose = init.whose ?? ownerOf(init.code);
    // Test runners keep only the name and message of an error.
    this.name = `HarnessError [${this.whose} ${init.code}]`;
  }
}

/** @returns who has to act on the error. An unexpected error is a bug in the harness. */
export function whoseIs(error: unknown): Whose {
  return error instanceof HarnessError ? error.whose : 'harness';
}

/** @returns the error as readable lines: message, likely cause, details, next command. */
export function explain(error: unknown): string[] {
  if (!(error instanceof CodedError)) return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  const lines = [`${error.code}: ${error.message}`];
  if (error.likely) lines.push(`  likely: ${error.likely}`);
  for (const detail of error.details) lines.push(`  ${detail}`);
  if (error.hint) lines.push(`  next: ${error.hint}`);
  return lines;
}
