/** What a {@link CodedError} is made of: every field is shown to the user. */
export interface CodedErrorInit<Code extends string = string> {
  /** Stable, upper-case, documented: `ENGINE_NOT_RUNNING`. */
  readonly code: Code;
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

/** An error that its thrower expected and can explain. Anything else is a defect. */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly likely: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(init: CodedErrorInit<Code>) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'CodedError';
    this.code = init.code;
    this.likely = init.likely;
    this.hint = init.hint;
    this.details = init.details ?? [];
  }
}

/** A mistake in what the user typed, wrote or configured: exit code 64, nothing has been started. */
export class UsageError extends CodedError {
  constructor(init: CodedErrorInit) {
    super(init);
    this.name = 'UsageError';
  }
}

/** @returns the error's text for a log line, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
