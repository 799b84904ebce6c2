import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExecaError, execa } from 'execa';
import { commandError } from './command.ts';

/** Where bytes come from: a file, or the standard output of a program. */
export type ByteSource = { readonly file: string } | { readonly program: string; readonly args: readonly string[] };

export interface StreamOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Feeds bytes to the standard input of a program, without a file in between.
 * @returns what the program wrote to its standard output.
 * @throws HarnessError like `command`, of the side that failed first; the other one is ended.
 */
export async function stream(
  source: ByteSource,
  program: string,
  args: readonly string[],
  { signal, timeoutMs }: StreamOptions,
): Promise<string> {
  const stop = new AbortController();
  const options = { cancelSignal: AbortSignal.any([signal, stop.signal]), timeout: timeoutMs };
  const reader =
    'file' in source ? undefined : execa(source.program, source.args, { ...options, buffer: { stdout: false } });
  const writer = execa(program, args, { ...options, stdin: 'pipe' });
  const bytes: Readable =
    'file' in source ? createReadStream(source.file) : (reader as NonNullable<typeof reader>).stdout;
  const moved = pipeline(bytes, writer.stdin).catch(() => undefined);
  const written = writer.catch((error: unknown) => {
    stop.abort();
    throw failed(program, error);
  });
  const [read, result] = await Promise.allSettled([reader, written, moved]);
  signal.throwIfAborted();
  // A program that ends early breaks the pipe: what it says about it counts, not what the other one says.
  const taken = writer.stdin.writableFinished;
  if (read.status === 'rejected' && (taken || result.status === 'fulfilled')) {
    throw failed('program' in source ? source.program : source.file, read.reason);
  }
  if (result.status === 'rejected') throw result.reason;
  return result.value.stdout;
}

const failed = (program: string, error: unknown): unknown =>
  error instanceof ExecaError ? commandError(program, error) : error;
