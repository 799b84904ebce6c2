export { fromConfig, type LoadedConfig, loadConfig } from './load.ts';
export type { Config, PartName, Route } from './schema.ts';
