import { access, constants, mkdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { HarnessError, messageOf } from '../../core/errors.ts';
import { command } from '../exec/command.ts';

/** Directories and files that the harness creates in its cache; nothing else in it is ever removed. */
export const CACHE_PARTS = [
  'go',
  'parts',
  'images',
  'archives',
  'compiled',
  'drafts',
  'locks',
  'tools',
  'engine',
  'machine.json',
] as const;
export type CachePart = (typeof CACHE_PARTS)[number];

/** @returns the cache directory: `$DIFY_E2E_CACHE`, `$XDG_CACHE_HOME/dify-e2e` or `~/.cache/dify-e2e`; always absolute. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DIFY_E2E_CACHE) return resolve(env.DIFY_E2E_CACHE);
  return resolve(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dify-e2e');
}

/** Creates the cache directory. @returns its path. @throws HarnessError `CACHE_NOT_WRITABLE`. */
export async function ensureCacheDir(directory = cacheDir()): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
    return directory;
  } catch (error) {
    throw new HarnessError({
      code: 'CACHE_NOT_WRITABLE',
      message: `the cache directory ${directory} can't be written: ${messageOf(error)}`,
      likely: 'the home directory is read-only, belongs to another user, or does not exist',
      hint: 'export DIFY_E2E_CACHE=/some/writable/directory   then try again',
      cause: error,
    });
  }
}

export interface CacheEntry {
  readonly part: CachePart;
  readonly path: string;
  readonly bytes: number;
}

/** @returns the parts of the cache with their disk usage; missing parts are left out. */
export async function cacheReport(directory = cacheDir()): Promise<CacheEntry[]> {
  const entries = await Promise.all(CACHE_PARTS.map((part) => entry(directory, part)));
  return entries.filter((found) => found !== undefined);
}

async function entry(directory: string, part: CachePart): Promise<CacheEntry | undefined> {
  const path = join(directory, part);
  if (!(await exists(path))) return undefined;
  // du counts blocks, like the disk; walking 100 000 module files in JavaScript takes many times as long.
  // It fails if a file disappears meanwhile, but still prints the sum.
  const { stdout } = await command('du', ['-sk', path], { allowFailure: true });
  return { part, path, bytes: Number.parseInt(stdout, 10) * 1024 };
}

/**
 * Removes the named parts of the cache.
 * @returns what was removed and how large it was.
 */
export async function pruneCache(parts: readonly CachePart[] = ['go'], directory = cacheDir()): Promise<CacheEntry[]> {
  const doomed = (await cacheReport(directory)).filter((found) => parts.includes(found.part));
  for (const { path } of doomed) await rm(path, { recursive: true, force: true });
  return doomed;
}

/** @returns whether the file or directory exists. */
export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
