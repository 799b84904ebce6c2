import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { SourceProblem } from './types.ts';

/** Ten thousand objects are about 12 MB; anything far larger is a dump or an image that would only use up memory. */
export const SIZE_LIMIT = 32 * 1024 * 1024;

/** A file's text without a byte order mark, or the reason why it can't be read. */
export type ReadText = { readonly text: string } | { readonly problem: SourceProblem };

/**
 * Reads a text file. A file that is not UTF-8, larger than {@link SIZE_LIMIT}, not a regular file (reading a pipe might
 * never end) or can't be opened is a problem with a position. Never throws.
 */
export function readText(path: string): ReadText {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return problem('not a regular file');
    if (facts.size > SIZE_LIMIT)
      return problem(`${megabytes(facts.size)} is too large: the limit is ${megabytes(SIZE_LIMIT)}`);
    return textOf(readFileSync(path));
  } catch (error) {
    return problem(`can't be read: ${reasonOf(error)}`);
  }
}

/** Like {@link readText}, for bytes that were already read. */
export function textOf(bytes: Buffer): ReadText {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    return problem('UTF-16 text, as PowerShell\'s ">" writes it: save it as UTF-8');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) return problem('not text: it contains a zero byte, so it is a binary file', lineOf(bytes, zero));
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

/** UTF-8 characters never span a line break, so lines can be checked one by one. */
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
  ENOENT: 'the target of the link does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the link is circular',
  EISDIR: 'it is a directory',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code || String(error));
}
