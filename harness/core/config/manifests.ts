import { fromConfig, type LoadedConfig } from './load.ts';

/** How the manifest set of a config is read: absolute paths, independent of the working directory. */
export interface ManifestsRequest {
  readonly path: string;
  readonly options: { readonly namespace: string; readonly values: readonly string[] };
}

/** @returns the path of the set, and the options for rendering it if it is a Helm chart. */
export function manifestsOf({ config, file }: Pick<LoadedConfig, 'config' | 'file'>): ManifestsRequest {
  const { path, namespace, helmValues } = config.manifests;
  const values = helmValues.map((name) => fromConfig(file, name));
  return { path: fromConfig(file, path), options: { namespace, values } };
}
