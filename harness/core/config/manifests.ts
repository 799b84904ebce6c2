import { fromConfig, type LoadedConfig } from './load.ts';

/** How the manifest set of a config is read: absolute paths, whatever the working folder. */
export interface ManifestsRequest {
  readonly path: string;
  readonly options: { readonly namespace: string; readonly values: readonly string[] };
}

/** @returns where the set is, and what a Helm chart in it is rendered with. */
export function manifestsOf({ config, file }: Pick<LoadedConfig, 'config' | 'file'>): ManifestsRequest {
  const { path, namespace, helmValues } = config.manifests;
  const values = helmValues.map((name) => fromConfig(file, name));
  return { path: fromConfig(file, path), options: { namespace, values } };
}
