export { fromConfig, type LoadedConfig, loadConfig } from './load.ts';
export { type ManifestsRequest, manifestsOf } from './manifests.ts';
export type { Config, PartName, Route } from './schema.ts';
