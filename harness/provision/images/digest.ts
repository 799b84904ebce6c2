import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { basename, join, matchesGlob } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Leftovers of tools in source directories, which are never an input of an image. */
const LEFTOVERS = ['__pycache__', '*.pyc', '.pytest_cache', '.ruff_cache', '.mypy_cache', 'node_modules', '.DS_Store'];

/** Number of digest characters in directory names and image tags: 48 bits, enough for one cache. */
const SHORT = 12;

/** @returns the SHA-256 (hex) of a JSON value. Objects must be built with their keys in a fixed order. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** @returns the part of a digest that is used in names. */
export function short(digest: string): string {
  return digest.slice(0, SHORT);
}

/** @returns the SHA-256 (hex) of one file's contents. */
export async function digestFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @returns whether a file or directory is excluded from images and digests: leftovers of tools, and what matches the globs. */
export function isLeftOut(relative: string, exclude: readonly string[] = []): boolean {
  const name = basename(relative);
  return LEFTOVERS.some((glob) => matchesGlob(name, glob)) || exclude.some((glob) => matchesGlob(relative, glob));
}

/**
 * @returns the SHA-256 (hex) of a file or directory: relative paths, contents, link targets and the executable bit.
 *   Times and owners don't count, so a fresh clone has the same digest.
 */
export async function digestTree(root: string, exclude: readonly string[] = []): Promise<string> {
  const lines: string[] = [];
  await collect(root, '', exclude, lines);
  return digestOf(lines);
}

async function collect(root: string, relative: string, exclude: readonly string[], lines: string[]): Promise<void> {
  const path = join(root, relative);
  const info = await lstat(path);
  if (info.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      const inner = join(relative, name);
      if (!isLeftOut(inner, exclude)) await collect(root, inner, exclude, lines);
    }
  } else if (info.isSymbolicLink()) {
    lines.push(`${relative} -> ${await readlink(path)}`);
  } else {
    lines.push(`${relative} ${info.mode & 0o111 ? 'x' : '-'} ${await digestFile(path)}`);
  }
}
