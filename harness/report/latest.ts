import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Points `latest`, next to the report's directory, to it. The link is relative, so that reports can be moved, and replaced
 * atomically, so that it is valid even if two runs end at the same time.
 */
export async function pointLatest(folder: string): Promise<void> {
  // The directory may have been given by this very link.
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
