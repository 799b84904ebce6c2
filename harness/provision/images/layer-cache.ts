import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { short } from './digest.ts';
import { draftFolder } from './drafts.ts';
import { withLock } from './keyed-lock.ts';

const META = 'meta.json';
/** Directory of the layers in the cache, with its original name: another one would invalidate existing caches. */
export const LAYERS_FOLDER = 'parts';

/** The key of something content-addressed in the cache. */
export interface CacheKey {
  readonly kind: string;
  readonly digest: string;
}

/** @returns the path of a layer in the cache, whether it exists or not: a file or a directory. */
export function layerPath(cacheDir: string, key: CacheKey): string {
  return join(folderOf(cacheDir, key), 'content');
}

const metaSchema = z.object({ bytes: z.number().optional(), prebuilt: z.string().optional() });

/** @returns whether the layer is complete in the cache: an empty file (full disk, crash) is not. */
export async function hasLayer(cacheDir: string, key: CacheKey): Promise<boolean> {
  try {
    const info = await stat(layerPath(cacheDir, key));
    const meta = metaSchema.parse(JSON.parse(await readFile(join(folderOf(cacheDir, key), META), 'utf8')));
    return info.isDirectory() || meta.bytes === undefined || meta.bytes === info.size;
  } catch {
    return false;
  }
}

/** @returns where the program of a layer came from, if it was not compiled here. */
export async function prebuiltBy(cacheDir: string, key: CacheKey): Promise<string | undefined> {
  return metaSchema.parse(JSON.parse(await readFile(join(folderOf(cacheDir, key), META), 'utf8'))).prebuilt;
}

/**
 * Builds a layer unless the cache has it: once for all runs on this machine. It is built in a temporary directory and renamed
 * into place, so a layer in the cache is always complete.
 * @param make writes the layer to the given path and returns metadata to keep.
 * @returns the layer's path.
 */
export async function ensureLayer(
  cacheDir: string,
  key: CacheKey,
  signal: AbortSignal,
  make: (target: string) => Promise<object>,
): Promise<string> {
  const path = layerPath(cacheDir, key);
  if (await hasLayer(cacheDir, key)) return path;
  return withLock(cacheDir, `${key.kind}-${short(key.digest)}`, signal, async () => {
    if (await hasLayer(cacheDir, key)) return path;
    const draft = await draftFolder(cacheDir);
    try {
      const about = await make(join(draft, 'content'));
      const info = await stat(join(draft, 'content'));
      const bytes = info.isFile() ? { bytes: info.size } : {};
      const meta = { ...key, madeAt: new Date().toISOString(), ...bytes, ...about };
      await writeFile(join(draft, META), `${JSON.stringify(meta, null, 2)}\n`);
      await rm(folderOf(cacheDir, key), { recursive: true, force: true });
      await mkdir(join(cacheDir, LAYERS_FOLDER), { recursive: true });
      await rename(draft, folderOf(cacheDir, key));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return path;
  });
}

function folderOf(cacheDir: string, key: CacheKey): string {
  return join(cacheDir, LAYERS_FOLDER, `${key.kind}-${short(key.digest)}`);
}
