import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { SourceProblem } from './types.ts';

/** Ten thousand objects are about 12 MB; what is far above that is a dump or an image, and would only use up memory. */
export const SIZE_LIMIT = 32 * 1024 * 1024;

/** A file's text without a byte order mark, or why there is none. */
export type ReadText = { readonly text: string } | { readonly problem: SourceProblem };

/**
 * Reads a file that a person wrote. What is no UTF-8 text, larger than {@link SIZE_LIMIT}, no regular file (a pipe would
 * never end) or can't be opened is a problem with its place. Never throws.
 */
export function readText(path: string): ReadText {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return problem('this is no regular file');
    if (facts.size > SIZE_LIMIT)
      return problem(`${megabytes(facts.size)} is too large: at most ${megabytes(SIZE_LIMIT)} is read`);
    return textOf(readFileSync(path));
  } catch (error) {
    return problem(`it can't be read: ${reasonOf(error)}`);
  }
}

/** As {@link readText}, of what was read already. */
export function textOf(bytes: Buffer): ReadText {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    return problem('UTF-16 text, as PowerShell\'s ">" writes it: save it as UTF-8');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) return problem('not text: there is a zero byte, so this is a binary file', lineOf(bytes, zero));
  if (!isUtf8(bytes)) return problem('not UTF-8 text: save it as UTF-8', firstBadLine(bytes));
  const text = bytes.toString('utf8');
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

const problem = (message: string, line = 1): ReadText => ({ problem: { position: { line, column: 1 }, message } });

const startsWith = (bytes: Buffer, first: number, second: number): boolean => bytes[0] === first && bytes[1] === second;

const NEWLINE = 0x0a;

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < offset; at = bytes.indexOf(NEWLINE, at + 1)) line += 1;
  return line;
}

/** No character of UTF-8 goes across the end of a line, so lines can be judged one by one. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return 1;
}

const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(0)} MiB`;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is nothing at the end of this link',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the link leads in a circle',
  EISDIR: 'it is a folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code || String(error));
}
