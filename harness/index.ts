/** The one public door of the harness: what `e2e/` and `playwright.config.ts` may use. */

export { apiHost, askedHosts, hostsOf, originOf, webHost } from './core/config/hosts.ts';
export { fromConfig } from './core/config/load.ts';
export { manifestsOf } from './core/config/manifests.ts';
export { METADATA_ADDRESS, OUTSIDE_NAMES } from './core/config/outside-names.ts';
export * from './core/config/parts.ts';
export type { PartName } from './core/config/parts-schema.ts';
export { type Requirement, whyNotApplicable } from './core/config/requirements.ts';
export type { Config, Route } from './core/config/schema.ts';
export { loadProfileOf } from './core/config/shipped.ts';
export { EXTERNAL_SERVERS, externalOf, externalServers, STAND_IN_NAMES } from './core/config/stand-ins.ts';
export * from './core/config/stores.ts';
export { type Contract, contractOf } from './core/dify/contract.ts';
export { type KnownFault, knownFaults } from './core/dify/known-faults.ts';
export { explain, HarnessError, messageOf, UsageError } from './core/errors.ts';
export type {
  Artifact,
  CheckDeclaration,
  CheckRecord,
  Effect,
  Measurement,
  Phase,
  Result,
  ResultState,
  Severity,
} from './core/model/check.ts';
export { isNotApplicable, PHASES } from './core/model/check.ts';
export { CLAIMS } from './core/model/claims.ts';
export type { NoFault } from './core/model/fault.ts';
export { readTimeline } from './core/model/read-timeline.ts';
export {
  type ContainerResources,
  isNearLimit,
  mib,
  milli,
  type ResourceTable,
  resourcesKind,
  type StartUp,
  startUpKind,
  unreclaimable,
} from './core/model/resources.ts';
export {
  catalogueKind,
  checkStateKind,
  type EndState,
  phaseResultsKind,
  plannedKind,
} from './core/model/saved-checks.ts';
export {
  type ContainerState,
  type EntryOf,
  TIMELINE_FOLDER,
  type TimelineEntry,
  type TimelineKind,
} from './core/model/timeline.ts';
export { ownCommand, playwrightCommand } from './core/own-command.ts';
export { packageRoot } from './core/package-root.ts';
export { parseJson } from './core/parse-json.ts';
export { redact, registerSecrets } from './core/redact.ts';
export { readSaved, type SavedKind, writeSaved } from './core/saved.ts';
export { hopeless, pending, ready, readyInTime, type WaitStatus, type WaitStrategy, waitFor } from './core/wait.ts';
export { HARNESS_NAMESPACE, ownLabels } from './environment/cluster/names.ts';
export { openCluster } from './environment/cluster/providers.ts';
export type { OpenCluster } from './environment/cluster/types.ts';
export type { Endpoint, Environment } from './environment/environment.ts';
export * from './environment/faults/index.ts';
export { type LoadPlan, type LoadResult, limitOf, runLoad } from './environment/load/index.ts';
export * from './environment/probes/index.ts';
export {
  faultWindow,
  Journal,
  type PlannedFault,
  recordRequests,
  requestEntries,
  startRecorder,
} from './environment/recorder/index.ts';
export { OUTSIDE_PORTS } from './environment/stand-ins/ports.ts';
export { literalStart } from './lib/ingress-routing/index.ts';
export { fillSecrets, loadManifests, nameOf, placeIn, provideSecrets } from './manifests/index.ts';
export { releaseNear } from './releases/index.ts';
export { newestEnvironmentFile, readEnvironment } from './run/folders.ts';
