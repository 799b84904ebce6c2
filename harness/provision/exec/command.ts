import { appendFileSync } from 'node:fs';
import { ExecaError, execa, type Options } from 'execa';
import { HarnessError } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called with each line of stdout and stderr, already redacted. */
  readonly onLine?: (line: string) => void;
  /** A non-zero exit code is returned instead of thrown. */
  readonly allowFailure?: boolean;
  /** Appends all output to this file. */
  readonly logFile?: string;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program with an argument array; there is no shell in between.
 * @throws HarnessError `COMMAND_FAILED` with a pasteable command line and the last lines of its output,
 *   `COMMAND_TIMEOUT`, or `COMMAND_NOT_FOUND`.
 */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  try {
    const result = await execa(file, args, toExeca(options));
    return { exitCode: result.exitCode ?? 0, stdout: text(result.stdout), stderr: text(result.stderr) };
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    options.signal?.throwIfAborted();
    if (options.allowFailure && error.exitCode !== undefined) {
      return { exitCode: error.exitCode, stdout: text(error.stdout), stderr: text(error.stderr) };
    }
    throw commandError(file, error);
  }
}

function toExeca(options: CommandOptions): Options {
  const output = options.onLine || options.logFile ? lineTap(options) : ('pipe' as const);
  return {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    stdout: output,
    stderr: output,
    maxBuffer: 64 * 1024 * 1024,
  };
}

/** Passes each line, redacted, to the listener and the log file; the caller still gets the original line. */
function lineTap({ onLine, logFile }: CommandOptions) {
  return function* tap(line: unknown): Generator<unknown> {
    const safe = redact(String(line));
    if (logFile) appendFileSync(logFile, `${safe}\n`);
    onLine?.(safe);
    yield line;
  };
}

/** @returns the error of a program that failed: a pasteable command line and the last lines of its output. */
export function commandError(file: string, error: ExecaError): HarnessError {
  const output = `${text(error.stdout)}\n${text(error.stderr)}`.trim().split('\n').slice(-20);
  const code = error.timedOut ? 'COMMAND_TIMEOUT' : error.code === 'ENOENT' ? 'COMMAND_NOT_FOUND' : 'COMMAND_FAILED';
  return new HarnessError({
    code,
    message: redact(error.timedOut ? `${file} timed out` : `${file} failed (exit code ${error.exitCode ?? 'none'})`),
    details: [`$ ${redact(error.escapedCommand)}`, ...output.map(redact)],
    cause: error,
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
