/** What a {@link HarnessError} is made of: every field is shown to the user. */
export interface HarnessErrorInit {
  /** Stable, upper-case, documented: `ENGINE_NOT_RUNNING`. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** The likely cause, in one sentence. */
  readonly likely?: string;
  /** What to do next: usually the command to type. */
  readonly hint?: string;
  /** Further lines: files with line numbers, the tail of a log. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/** An error that the harness expects and can explain. Anything else is a defect of the harness. */
export class HarnessError extends Error {
  readonly code: string;
  readonly likely: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(init: HarnessErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'HarnessError';
    this.code = init.code;
    this.likely = init.likely;
    this.hint = init.hint;
    this.details = init.details ?? [];
  }
}

/** A mistake in what the user typed or configured: exit code 64, nothing has been started. */
export class UsageError extends HarnessError {
  constructor(init: HarnessErrorInit) {
    super(init);
    this.name = 'UsageError';
  }
}

/** @returns the error's text for a log line, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @returns the error as lines for a person: message, likely cause, details, next command. */
export function explain(error: unknown): string[] {
  if (!(error instanceof HarnessError))
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  const lines = [`${error.code}: ${error.message}`];
  if (error.likely) lines.push(`  likely: ${error.likely}`);
  for (const detail of error.details) lines.push(`  ${detail}`);
  if (error.hint) lines.push(`  next: ${error.hint}`);
  return lines;
}
