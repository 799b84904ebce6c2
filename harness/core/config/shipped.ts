import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { fromConfig, type LoadedConfig } from './load.ts';
import type { Config } from './schema.ts';

/** @returns the absolute path of the kind config: the package's own where the config names none. */
export function kindConfigOf({ config, file }: Pick<LoadedConfig, 'config' | 'file'>): string {
  const { kindConfig } = config.cluster;
  return kindConfig === undefined ? shipped('kind', 'single-node.yaml') : fromConfig(file, kindConfig);
}

/** @returns the absolute path of the k6 script: the package's own where the config names none. */
export function loadProfileOf({ load }: Pick<Config, 'load'>, file: string): string {
  return load.profile === undefined ? shipped('k6', 'api.ts') : fromConfig(file, load.profile);
}

const shipped = (...path: readonly string[]): string => join(packageRoot(), 'configs', ...path);
