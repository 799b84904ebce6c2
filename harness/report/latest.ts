import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Lets `latest`, beside the report's folder, point to it. The link is relative, so that the reports can be moved, and put
 * in place in one step, so that two runs that end together leave one of the two.
 */
export async function pointLatest(folder: string): Promise<void> {
  // The folder may have been named by this very link.
  const dir = await realpath(folder);
  const parent = dirname(dir);
  const temporary = join(parent, `.latest-${randomUUID()}`);
  await symlink(basename(dir), temporary, 'dir');
  try {
    await rename(temporary, join(parent, 'latest'));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
