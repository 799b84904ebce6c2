import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @returns compiled modules whose source is gone, relative to the root: the compiler leaves them, and Playwright would run a deleted spec. */
export function staleOutput(root: string): string[] {
  return globSync('dist/**/*.{js,js.map}', { cwd: root }).filter(
    (file) => !existsSync(join(root, relative('dist', file).replace(/\.js(\.map)?$/, '.ts'))),
  );
}
