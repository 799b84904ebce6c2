import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fromConfig, type LoadedConfig } from '../../core/config/index.ts';
import { digestOf, digestTree, short } from '../../provision/images/digest.ts';
import { changedConfig, writeChanged } from './apply.ts';
import type { SetChange } from './set-change.ts';

/** Where copies are kept: a running environment is compared with its own copy. */
const FOLDER = join('.dify-e2e', 'variants');

/**
 * Applies a change in a copy that is kept. The directory is named after its content, so it is written only once.
 * @returns the config for the changed copy.
 * @throws HarnessError `EDIT_STALE` if the set no longer contains what is to be changed.
 */
export async function keptChange(loaded: LoadedConfig, change: SetChange, base = process.cwd()): Promise<LoadedConfig> {
  const { config, file } = loaded;
  const compose = config.compose && dirname(fromConfig(file, config.compose.file));
  const sources = [fromConfig(file, config.manifests.path), ...(compose ? [compose] : [])];
  const digest = digestOf([change, config, await Promise.all(sources.map((source) => digestTree(source)))]);
  const target = resolve(base, FOLDER, `${change.id}-${short(digest)}`);
  await once(target, (draft) => writeChanged(loaded, change, draft));
  return changedConfig(loaded, target);
}

/** Two runs may write the same copy at once: the first one to finish wins, with the same content. */
async function once(target: string, fill: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-draft-`);
  try {
    await fill(draft);
    await rename(draft, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
