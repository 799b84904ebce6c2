import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a file or folder at another place of the same disk without copying its data; where links are refused, by copy. */
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
