import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Hard-links a file or directory to another path on the same disk; copies it if links are not possible. */
export async function linkTree(from: string, to: string): Promise<void> {
  const info = await lstat(from);
  if (info.isDirectory()) {
    await mkdir(to, { recursive: true, mode: info.mode });
    for (const name of await readdir(from)) await linkTree(join(from, name), join(to, name));
  } else if (info.isSymbolicLink()) {
    await symlink(await readlink(from), to);
  } else {
    await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
  }
}
