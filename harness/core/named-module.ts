import { extname } from 'node:path';

/**
 * Loads the module for a name in a registry, for registries that are data in `core` while their code is in a higher layer.
 * @param base URL that `path` is relative to: the caller's `import.meta.url`.
 * @param path without an extension: `./kind/provider`.
 */
export async function importNamed<T>(base: string, path: string): Promise<T> {
  // Sources end in .ts, build output in .js: all modules of a tree share one extension.
  return (await import(new URL(`${path}${extname(base)}`, base).href)) as T;
}
