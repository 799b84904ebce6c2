import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../exec/command.ts';
import { type Engine, RECIPE_LABEL } from './engine.ts';
import { dropGoCaches, goCacheFolders } from './go-caches.ts';
import { LAYERS_FOLDER } from './layer-cache.ts';

export interface PruneOptions {
  /** `go`: only Go's build and module caches. `all`: also what was built, in the cache and in the engine. */
  readonly what: 'go' | 'all';
}

/** Something that was removed, with its size if known. */
export interface Pruned {
  readonly name: string;
  readonly bytes?: number;
}

/** Directories of the cache that belong to images. */
const FOLDERS = [LAYERS_FOLDER, 'drafts', 'locks'];

/** @returns disk usage in bytes of each existing part of the image cache. */
export async function cacheSizes(cacheDir: string): Promise<{ name: string; bytes: number }[]> {
  const folders = [...FOLDERS.map((name) => join(cacheDir, name)), ...goCacheFolders(cacheDir)];
  const sizes = await Promise.all(folders.map(async (name) => ({ name, bytes: await bytesOf(name) })));
  return sizes.filter(({ bytes }) => bytes > 0);
}

/** Removes what image builds left in the cache and in the engine. Images that are in use are kept. */
export async function pruneImages(cacheDir: string, engine: Engine, { what }: PruneOptions): Promise<Pruned[]> {
  const sizes = await cacheSizes(cacheDir);
  const goFolders = goCacheFolders(cacheDir);
  await dropGoCaches(cacheDir);
  if (what === 'go') return sizes.filter(({ name }) => goFolders.includes(name));
  for (const name of FOLDERS) await rm(join(cacheDir, name), { recursive: true, force: true });
  const removed: Pruned[] = [...sizes];
  // Base images can only be removed after the images built on them, so repeat until nothing is removed.
  for (let before = -1; before !== removed.length; ) {
    before = removed.length;
    for (const name of await engine.labelled(RECIPE_LABEL)) {
      const gone = await engine.remove(name).then(
        () => true,
        () => false,
      );
      if (gone) removed.push({ name });
    }
  }
  return removed;
}

async function bytesOf(folder: string): Promise<number> {
  const { stdout } = await command('du', ['-sk', folder], { allowFailure: true });
  return Number.parseInt(stdout, 10) * 1024 || 0;
}
