/** The one public door of the harness: what `e2e/` and `playwright.config.ts` may use. */

export { HARNESS_NAMESPACE, ownLabels } from './cluster/names.ts';
export { fromConfig } from './config/load.ts';
export { manifestsOf } from './config/manifests.ts';
export { METADATA_ADDRESS, OUTSIDE_NAMES } from './config/outside-names.ts';
export type { Config, PartName, Route } from './config/schema.ts';
export { explain, HarnessError, messageOf } from './core/errors.ts';
export { redact, registerSecrets } from './core/redact.ts';
export { hopeless, pending, ready, type WaitStatus, type WaitStrategy, waitFor } from './core/wait.ts';
export { type Contract, contractOf } from './dify/contract.ts';
export type { Endpoint, Environment } from './environment/environment.ts';
export * from './faults/index.ts';
export { literalStart } from './ingress/index.ts';
export { type LoadPlan, type LoadResult, limitOf, runLoad } from './load/index.ts';
export { fillSecrets, loadManifests, nameOf } from './manifests/index.ts';
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
} from './model/check.ts';
export { PHASES } from './model/check.ts';
export { CLAIMS } from './model/claims.ts';
export type { Fault, NoFault } from './model/fault.ts';
export * from './probes/index.ts';
export { newestEnvironmentFile } from './run/folders.ts';
export { OUTSIDE_PORTS } from './standins/ports.ts';
