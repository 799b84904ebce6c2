import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'draft-';

/**
 * @returns a new directory for unfinished files, on the cache's file system, so that rename and link work. Also removes the
 *   directories of killed runs, which may contain gigabytes.
 */
export async function draftFolder(cacheDir: string): Promise<string> {
  const drafts = join(cacheDir, 'drafts');
  await mkdir(drafts, { recursive: true });
  for (const name of await readdir(drafts)) {
    if (!isAlive(Number(name.split('-')[1]))) await rm(join(drafts, name), { recursive: true, force: true });
  }
  return mkdtemp(join(drafts, `${PREFIX}${process.pid}-`));
}

/** Signal 0 tests whether a process exists; `EPERM` means that it does, but belongs to another user. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
