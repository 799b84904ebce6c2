import { extname } from 'node:path';

/**
 * Loads the module that belongs to a name in a registry, where the registry is data in `core` and the code lives in a room above.
 * @param base URL of a module beside the folder that `path` starts in: `import.meta.url`.
 * @param path without an extension: `./kind/provider`.
 */
export async function importNamed<T>(base: string, path: string): Promise<T> {
  // Sources end in .ts, the build in .js: modules of one tree share an ending.
  return (await import(new URL(`${path}${extname(base)}`, base).href)) as T;
}
