import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../core/config/index.ts';
import { configText, type Draft, fillGaps, type Inferred, inferConfig, requireComplete } from '../init/index.ts';
import { loadManifests } from '../manifests/index.ts';
import { defaultConfig, OWN_CONFIG } from './options.ts';

/** How a set is read: what the command line says about it. */
export interface OwnSet {
  readonly dir?: string | undefined;
  readonly config?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
}

/**
 * @returns the config of a set: the named one, else the one here or in the folder, else what the set itself tells; without a folder the
 *   default config.
 * @throws UsageError `SET_INCOMPLETE` with all that a run needs and the set does not tell, besides those of `loadConfig`.
 */
export async function ownConfig(set: OwnSet): Promise<LoadedConfig> {
  const { dir, config } = set;
  const places = ['.', ...(dir === undefined ? [] : [dir])].map((folder) => join(folder, OWN_CONFIG));
  const file = config ?? places.find((path) => existsSync(path));
  if (file !== undefined) return loadConfig(file);
  return dir === undefined ? loadConfig(defaultConfig()) : inferredConfig(dir, set);
}

/** Kept beside the runs, so that it can be read, and copied to start a config of one's own. */
async function inferredConfig(dir: string, set: OwnSet): Promise<LoadedConfig> {
  const file = join('.dify-e2e', 'inferred', `${basename(resolve(dir)) || 'set'}.yaml`);
  const inferred = await inferFor(dir, file, set);
  requireComplete(inferred, dir);
  const draft = await fillGaps(inferred, undefined);
  write(file, draft, inferred, `Read from ${dir}, because there was no ${OWN_CONFIG}. It is made again at every run.`);
  process.stdout.write(`Config: read from the set, as ${file} says; dify-e2e init ${dir} writes one of your own\n`);
  return { ...loadConfig(file), inferred: true };
}

/** Reads a set for a config that is going to be at a place. */
export async function inferFor(dir: string, file: string, { values = [], namespace }: OwnSet): Promise<Inferred> {
  const from = (path: string): string => relative(dirname(resolve(file)), resolve(path)) || '.';
  const options = { values: values.map((path) => resolve(path)), ...(namespace === undefined ? {} : { namespace }) };
  const set = await loadManifests(dir, options);
  return inferConfig(set, { path: from(dir), helmValues: values.map(from), namespace });
}

export function write(file: string, draft: Draft, inferred: Inferred, head: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, configText(draft, inferred, head));
}
