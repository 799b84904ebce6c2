import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { HarnessError, messageOf } from './errors.ts';

/** A kind of file that the harness writes for one of its later processes. */
export interface SavedKind<T> {
  /** Name and version, the file's field `schema`: `dify-e2e/environment/1`. */
  readonly schema: string;
  readonly shape: z.ZodType<T>;
  /** Command to run when such a file can't be used. */
  readonly next: string;
}

/** Writes the value with its schema, atomically: a concurrent reader sees the old file or the new one. */
export function writeSaved<T extends object>(
  file: string,
  { schema }: SavedKind<T>,
  value: T,
  options: { readonly mode?: number } = {},
): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify({ schema, ...value }, undefined, 2)}\n`, options);
  renameSync(draft, file);
}

/**
 * Reads what {@link writeSaved} wrote.
 * @throws HarnessError `SAVED_STATE_UNREADABLE`: which file, and what is wrong with it at which path.
 */
export function readSaved<T>(file: string, kind: SavedKind<T>): T {
  const saved = parsed(file, kind);
  const { schema } = z.looseObject({ schema: z.unknown() }).catch({ schema: undefined }).parse(saved);
  if (schema !== kind.schema) throw unreadable(kind, `${file} is ${naming(schema)}, not a ${kind.schema}`);
  const result = kind.shape.safeParse(saved);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`);
  throw unreadable(kind, `${file} is not a valid ${kind.schema}`, { details });
}

const naming = (schema: unknown): string => (typeof schema === 'string' ? `a ${schema}` : 'a file without a schema');

function parsed(file: string, kind: Pick<SavedKind<unknown>, 'next'>): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw unreadable(kind, absent ? `${file} does not exist` : `can't read ${file}: ${messageOf(cause)}`, {
      cause,
      ...(absent ? { likely: 'the process that should have written it ended too early' } : {}),
    });
  }
}

function unreadable(
  { next }: Pick<SavedKind<unknown>, 'next'>,
  message: string,
  more: { readonly details?: readonly string[]; readonly cause?: unknown; readonly likely?: string } = {},
): HarnessError {
  return new HarnessError({
    code: 'SAVED_STATE_UNREADABLE',
    message,
    likely: 'it was written by a different version of the harness, or edited by hand',
    hint: next,
    ...more,
  });
}
