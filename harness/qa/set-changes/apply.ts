import { cp, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Config, fromConfig, type LoadedConfig, loadConfig } from '../../core/config/index.ts';
import { applyEdits } from '../../core/text-edit.ts';
import type { SetChange, SetEdit } from './set-change.ts';

/**
 * Copies config, manifests and Compose deployment to a directory and changes the copies.
 * @throws HarnessError `EDIT_STALE` if a text to replace does not occur exactly once.
 */
export async function writeChanged({ config, file }: LoadedConfig, change: SetChange, folder: string): Promise<void> {
  const copy = { recursive: true, dereference: true } as const;
  await mkdir(folder, { recursive: true });
  await cp(fromConfig(file, config.manifests.path), join(folder, 'manifests'), copy);
  if (config.compose) await cp(dirname(fromConfig(file, config.compose.file)), join(folder, 'compose'), copy);
  await cp(file, join(folder, 'config.yaml'));
  const applies = ({ file: target, only }: SetEdit): boolean =>
    (only === undefined || only === (config.scope === 'auto' ? 'rehearsal' : config.scope)) &&
    (config.compose !== undefined || !target.startsWith('compose/'));
  await applyEdits(folder, change.edits.filter(applies), titled(change));
}

/** @returns the config of a changed copy: it refers to the copied set and Compose deployment, everything else stays in place. */
export function changedConfig({ file }: LoadedConfig, folder: string): LoadedConfig {
  const { config, at } = loadConfig(join(folder, 'config.yaml'));
  const manifests = { ...config.manifests, path: join(folder, 'manifests') };
  return { file, at, config: { ...config, manifests, ...composeIn(config, join(folder, 'compose')) } };
}

/** @returns the config with the change applied to it and to the files it refers to, in the directory. */
export async function applyChange(loaded: LoadedConfig, change: SetChange, folder: string): Promise<LoadedConfig> {
  await writeChanged(loaded, change, folder);
  return changedConfig(loaded, folder);
}

function composeIn({ compose }: Config, folder: string): Pick<Config, 'compose'> {
  if (!compose) return {};
  const { file, env } = compose;
  return { compose: { file: join(folder, basename(file)), ...(env ? { env: join(folder, basename(env)) } : {}) } };
}

const titled = ({ id, title }: SetChange): string => `"${id}" (${title})`;
