import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { messageOf } from '../../core/errors.ts';
import { hopeless, pending, ready, type WaitStatus, waitFor } from '../../core/wait.ts';

/** A lock that has not been refreshed for this long is free: its process was killed. */
const STALE_MS = 20_000;
/** Longest wait for another run: a complete build on a slow machine. */
const PATIENCE_MS = 90 * 60_000;

type Release = () => Promise<void>;

/**
 * Runs a task while holding the lock of this key, so that two runs don't build the same thing.
 * @param cacheDir the locks are in its directory `locks`.
 * @throws HarnessError `WAIT_TIMEOUT` after 90 minutes, `WAIT_HOPELESS` if the cache can't be written.
 */
export async function withLock<T>(
  cacheDir: string,
  key: string,
  signal: AbortSignal,
  task: () => Promise<T>,
): Promise<T> {
  const file = await lockFile(cacheDir, key);
  const subject = `lock "${key}" of the cache`;
  const poll = () => take(file);
  return holding(await waitFor({ subject, timeoutMs: PATIENCE_MS, intervalMs: 500, poll }, signal), task);
}

/** Runs a task if the lock is free; otherwise leaves it to the other run. */
export async function withFreeLock(cacheDir: string, key: string, task: () => Promise<void>): Promise<void> {
  const status = await take(await lockFile(cacheDir, key));
  if (status.state === 'ready') await holding(status.value, task);
}

async function holding<T>(release: Release, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } finally {
    await release().catch(() => undefined);
  }
}

async function lockFile(cacheDir: string, key: string): Promise<string> {
  const folder = join(cacheDir, 'locks');
  await mkdir(folder, { recursive: true });
  return join(folder, key);
}

async function take(file: string): Promise<WaitStatus<Release>> {
  try {
    // A lost lock (suspended machine) only costs a second build: every result is renamed into place.
    return ready(await lock(file, { realpath: false, stale: STALE_MS, onCompromised: () => undefined }));
  } catch (error) {
    const held = error instanceof Error && 'code' in error && error.code === 'ELOCKED';
    return held ? pending('another run holds it') : hopeless(messageOf(error));
  }
}
