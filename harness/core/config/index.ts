export { CLUSTER_PROVIDERS, type ClusterProviderName } from './cluster-providers.ts';
export { apiHost, askedHosts, hostsOf, originOf, webHost } from './hosts.ts';
export { IMAGE_SOURCE_NAMES, IMAGE_SOURCES, type ImageSourceName } from './image-sources.ts';
export { fromConfig, type LoadedConfig, loadConfig } from './load.ts';
export { type ManifestsRequest, manifestsOf } from './manifests.ts';
export { METADATA_ADDRESS, OUTSIDE_NAMES } from './outside-names.ts';
export {
  ANY_PART_NAMES,
  type AnyPartName,
  allWorkloads,
  type ConfiguredService,
  type ConfiguredWorkload,
  findService,
  hasPart,
  type PartWorkload,
  partsIn,
  partWorkloads,
  serviceOf,
  type WorkloadRef,
  workloadIn,
  workloadOf,
  workloadsOf,
} from './parts.ts';
export { PART_NAMES, type PartName } from './parts-schema.ts';
export { type Requirement, requirementsOf, whyNotApplicable } from './requirements.ts';
export { type Config, configDefaults, type Route } from './schema.ts';
export { kindConfigOf, loadProfileOf } from './shipped.ts';
export {
  EXTERNAL_SERVERS,
  type ExternalServerName,
  externalOf,
  externalServers,
  STAND_IN_NAMES,
  STAND_INS,
  type StandInName,
  standInSecrets,
  standInTitles,
} from './stand-ins.ts';
export {
  redisAddressOf,
  STORE_NAMES,
  type StoreName,
  type StorePlace,
  storageOf,
  storeOf,
  vectorStoreOf,
} from './stores.ts';
