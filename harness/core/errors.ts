import { CodedError, type CodedErrorInit } from '../lib/errors/index.ts';
import { type ErrorCode, ownerOf, type Whose } from './error-codes/index.ts';

export { CodedError, messageOf, UsageError } from '../lib/errors/index.ts';
export type { ErrorCode, Whose } from './error-codes/index.ts';

/** What a {@link HarnessError} is made of. */
export interface HarnessErrorInit extends CodedErrorInit<ErrorCode> {
  /** Who has to act, where that is not what the code says: a wait may be for the deployment or for the harness's own parts. */
  readonly whose?: Whose;
}

/** An error that the harness expects and can explain, with the one who has to act on it. Anything else is a defect of the harness. */
export class HarnessError extends CodedError<ErrorCode> {
  readonly whose: Whose;

  constructor(init: HarnessErrorInit) {
    super(init);
    this.whose = init.whose ?? ownerOf(init.code);
    // Test runners keep name and message of an error, and nothing else.
    this.name = `HarnessError [${this.whose} ${init.code}]`;
  }
}

/** @returns whose the error is. What nobody expected is a defect of the harness. */
export function whoseIs(error: unknown): Whose {
  return error instanceof HarnessError ? error.whose : 'harness';
}

/** @returns the error as lines for a person: message, likely cause, details, next command. */
export function explain(error: unknown): string[] {
  if (!(error instanceof CodedError)) return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  const lines = [`${error.code}: ${error.message}`];
  if (error.likely) lines.push(`  likely: ${error.likely}`);
  for (const detail of error.details) lines.push(`  ${detail}`);
  if (error.hint) lines.push(`  next: ${error.hint}`);
  return lines;
}
