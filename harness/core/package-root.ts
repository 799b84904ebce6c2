import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @returns the root folder of the package, whether run from `harness/` or from `dist/`. */
export function packageRoot(start = import.meta.dirname): string {
  let folder = start;
  while (!existsSync(join(folder, 'fixtures', 'images'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package folder above ${start}`);
    folder = parent;
  }
  return folder;
}
