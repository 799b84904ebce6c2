export { CLUSTER_PROVIDERS, type ClusterProviderName } from './cluster-providers.ts';
export { IMAGE_SOURCE_NAMES, IMAGE_SOURCES, type ImageSourceName } from './image-sources.ts';
export { fromConfig, type LoadedConfig, loadConfig } from './load.ts';
export { type ManifestsRequest, manifestsOf } from './manifests.ts';
export { METADATA_ADDRESS, OUTSIDE_NAMES } from './outside-names.ts';
export { type Config, configDefaults, type PartName, type Route } from './schema.ts';
export {
  EXTERNAL_SERVERS,
  type ExternalServerName,
  externalServers,
  STAND_IN_NAMES,
  STAND_IN_SECRETS,
  STAND_INS,
  type StandInName,
  standInTitles,
} from './stand-ins.ts';
