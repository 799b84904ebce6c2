export { fromConfig, type LoadedConfig, loadConfig } from './load.ts';
export { type ManifestsRequest, manifestsOf } from './manifests.ts';
export { METADATA_ADDRESS, OUTSIDE_NAMES } from './outside-names.ts';
export type { Config, PartName, Route } from './schema.ts';
