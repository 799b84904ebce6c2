import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { shown } from '../text/index.ts';
import { type Position, readText } from '../yaml-source/index.ts';
import type { Problems } from './problems.ts';
import type { ComposePlace } from './types.ts';

/** @returns a place with its file path as shown to users. */
export function placeIn(path: string, position: Position = { line: 1, column: 1 }): ComposePlace {
  return { file: shown(path), position };
}

/** @returns a file's text; undefined if it can't be read, which is recorded as a problem. */
export function readFile(path: string, problems: Problems): string | undefined {
  const read = readText(path);
  if ('text' in read) return read.text;
  problems.add('COMPOSE_UNREADABLE', placeIn(path, read.problem.position), read.problem.message);
  return undefined;
}

export const isThere = (path: string): boolean => existsSync(path);

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** @returns a path in a Compose file resolved against a directory: `~` is the home directory, absolute paths stay unchanged. */
export function pathFrom(directory: string, path: string): string {
  const expanded = path.startsWith('~') ? join(homedir(), path.slice(1)) : path;
  if (isAbsolute(expanded) || WINDOWS_ABSOLUTE.test(expanded)) return expanded;
  const joined = join(directory, expanded);
  return joined.length > 1 && joined.endsWith('/') ? joined.slice(0, -1) : joined;
}

const WINDOWS_ABSOLUTE = /^(?:\p{L}:[\\/]|\\\\)/u;
