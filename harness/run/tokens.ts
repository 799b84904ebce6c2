import type { ScopeDecision } from '../core/model/run.ts';
import type { PreparedImages, StartedCluster } from '../environment/cluster/index.ts';
import type { RunNetwork } from '../environment/engine/index.ts';
import type { Environment } from '../environment/environment.ts';
import type { HealthWatch, MachineSampler } from '../environment/health/index.ts';
import type { RunningStandIns } from '../environment/stand-ins/index.ts';
import type { ResolvedTool, ToolName } from '../provision/exec/index.ts';
import type { ImageStore, ResolvedImage } from '../provision/images/index.ts';
import { token } from './token.ts';

/** The programs that the run starts, and the image store that uses them. */
export interface Toolbox {
  readonly programs: ReadonlyMap<ToolName, ResolvedTool>;
  readonly images: ImageStore;
}

type Images = ReadonlyMap<string, ResolvedImage>;

/** What the steps of a run pass to each other. Those without a value only say that something has been done. */
export const checkedFiles = token('checkedFiles').of<void>();
export const machineReady = token('machineReady').of<void>();
export const toolbox = token('toolbox').of<Toolbox>();
export const nodeImage = token('nodeImage').of<ResolvedImage>();
export const standInImages = token('standInImages').of<Images>();
export const scope = token('scope').of<ScopeDecision>();
export const clusterImages = token('clusterImages').of<Images>();
export const network = token('network').of<RunNetwork>();
export const standIns = token('standIns').of<RunningStandIns>();
export const cluster = token('cluster').of<StartedCluster>();
export const preparedImages = token('preparedImages').of<PreparedImages | undefined>();
export const isolated = token('isolated').of<void>();
export const environment = token('environment').of<Environment>();
export const machineLoad = token('machineLoad').of<MachineSampler>();
export const health = token('health').of<HealthWatch>();
/** Records the timeline until it is disposed of. */
export const recorder = token('recorder').of<AsyncDisposable>();
export const ingressController = token('ingressController').of<void>();
export const deployed = token('deployed').of<void>();
export const readyDeployment = token('readyDeployment').of<void>();
