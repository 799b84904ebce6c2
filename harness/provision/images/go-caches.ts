import { rm, statfs } from 'node:fs/promises';
import { HarnessError } from '../../core/errors.ts';
import { goEnvironment, goQueue } from '../exec/go.ts';
import { withFreeLock, withLock } from './keyed-lock.ts';

const GIB = 1024 ** 3;
/** The largest build, Kubernetes, was measured to use just under 5 GiB of build and module cache. */
const SPACE_FOR_A_BUILD = 6 * GIB;
/** Held during every Go build of an image, so that no other run deletes the caches. */
const LOCK = 'go';

/** Runs one Go build at a time in this process and on this machine, since each uses two cores and gigabytes. */
export function inGoSlot<T>(cacheDir: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  return goQueue(() => withLock(cacheDir, LOCK, signal, task));
}

/** @returns the directories of Go's build and module cache: gigabytes that are useless once the programs are built. */
export function goCacheFolders(cacheDir: string): string[] {
  const { GOCACHE, GOMODCACHE, GOPATH } = goEnvironment(cacheDir);
  return [GOCACHE, GOMODCACHE, GOPATH].filter((folder) => folder !== undefined);
}

/** Deletes Go's caches once no build of this process needs them, unless another run is building; the programs stay. */
export function dropGoCaches(cacheDir: string): Promise<void> {
  return goQueue(() =>
    withFreeLock(cacheDir, LOCK, async () => {
      for (const folder of goCacheFolders(cacheDir)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }),
  );
}

/** @throws HarnessError `DISK_FULL` before a build that would fill the disk. */
export async function requireSpaceForGo(cacheDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(cacheDir);
  const free = (bavail * bsize) / GIB;
  if (free * GIB >= SPACE_FOR_A_BUILD) return;
  throw new HarnessError({
    code: 'DISK_FULL',
    message: `${free.toFixed(1)} GiB are free in ${cacheDir}; a Go build needs ${SPACE_FOR_A_BUILD / GIB}`,
    hint: 'free some space, or set DIFY_E2E_CACHE to a directory on another disk',
  });
}
