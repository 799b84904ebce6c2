import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'draft-';

/**
 * @returns a new folder for unfinished things, on the cache's own file system, so that rename and link work. Folders of
 *   runs that were killed are removed on the way: they may hold gigabytes.
 */
export async function draftFolder(cacheDir: string): Promise<string> {
  const drafts = join(cacheDir, 'drafts');
  await mkdir(drafts, { recursive: true });
  for (const name of await readdir(drafts)) {
    if (!isAlive(Number(name.split('-')[1]))) await rm(join(drafts, name), { recursive: true, force: true });
  }
  return mkdtemp(join(drafts, `${PREFIX}${process.pid}-`));
}

/** Signal 0 asks whether a process is there; `EPERM` means that it is, and somebody else's. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
