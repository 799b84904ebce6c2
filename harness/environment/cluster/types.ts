import type { Endpoint } from '../environment.ts';
import type { RunNetwork } from './network/network.ts';

/** What a cluster is made from: plain values, so that it can be made by hand too. */
export interface ClusterSpec {
  readonly runId: string;
  /** Image of the nodes, in the Docker engine. */
  readonly nodeImage: string;
  readonly network: RunNetwork;
  /** kind config of the user; name, network, node image and ports are added to it. */
  readonly configFile: string;
  /** Written here and nowhere else; its folder must exist. Never the user's own kubeconfig. */
  readonly kubeconfig: string;
  /** Folder for the nodes' logs when the cluster does not come up. */
  readonly failureLogs?: string;
  readonly readyMs: number;
  readonly onLine?: (line: string) => void;
}

/** A cluster that may be asked for by name, whoever made it. */
export interface ClusterRef {
  readonly name: string;
  readonly runId: string;
}

export interface ClusterNode {
  /** Name of the node and of its container. */
  readonly name: string;
  /** Address in the run's network. */
  readonly address: string;
  /** Its share of the pod network: `10.244.0.0/24`. */
  readonly podCidr: string;
  /** Has the loopback port of the ingress controller. */
  readonly ingress: boolean;
}

/** A cluster whose nodes are ready. Disposing of it destroys it. */
export interface StartedCluster extends ClusterRef, AsyncDisposable {
  readonly kubeconfig: string;
  /** The only context in that kubeconfig. */
  readonly context: string;
  readonly network: RunNetwork;
  readonly nodes: readonly ClusterNode[];
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Loopback address that leads to port 80 of the ingress node. */
  readonly ingress: Endpoint;
  readonly kubernetesVersion: string;
  /** Puts images of a `docker save` tar into every node. */
  loadImageArchive(file: string, signal?: AbortSignal): Promise<void>;
  /** Collects the nodes' logs below the folder. @returns false when some could not be had. */
  exportLogs(dir: string): Promise<boolean>;
}

/** One way to get a cluster. `existing`, a kubeconfig context, will be another. */
export interface ClusterProvider {
  readonly name: 'kind';
  /** @throws HarnessError when no cluster can be made here; nothing has been started. */
  preflight(): Promise<void>;
  /** @throws HarnessError; a half-made cluster has been removed, its logs are in `failureLogs`. */
  create(spec: ClusterSpec, signal?: AbortSignal): Promise<StartedCluster>;
  /** @returns all clusters that the harness has made, of any run. */
  list(): Promise<ClusterRef[]>;
  /** Idempotent: a cluster that is gone is a success. */
  destroy(name: string): Promise<void>;
}
