import type { CommandOptions, CommandResult } from '../../provision/exec/command.ts';
import type { RunNetwork } from '../engine/index.ts';
import type { Endpoint, ProgramPaths } from '../environment.ts';

/** An image for the nodes of a cluster, and where its bytes are. */
export interface NodeImage {
  /** The name that the manifests use. */
  readonly ref: string;
  /** Image id, `sha256:…`. */
  readonly id: string;
  /** Its name in the container engine or in the archive. */
  readonly tag: string;
  /** `docker save` archive that holds it; absent: the engine has it. */
  readonly archive?: string;
}

/** Images, and the cluster whose nodes are to have them. */
export interface ImagesJob extends Pick<ClusterSpec, 'runId' | 'nodeImage' | 'configFile'> {
  readonly images: readonly NodeImage[];
  /** Where the provider keeps images between runs, if not in its usual place. */
  readonly volume?: string | undefined;
  /** Told every few seconds how far it is. */
  onProgress(text: string): void;
}

/** Images that the nodes of one cluster will have as soon as they start. */
export interface PreparedImages {
  /** Folders of the engine's machine, one a node in the order of the provider's config. */
  readonly folders: readonly string[];
  /** For people: `7 images, imported`. */
  readonly summary: string;
}

/** What a cluster is made from: plain values, so that it can be made by hand too. */
export interface ClusterSpec {
  readonly runId: string;
  /** Image of the nodes in the container engine. */
  readonly nodeImage: string;
  readonly network: RunNetwork;
  /** The user's config file for the provider; name, network, node image and ports are added. */
  readonly configFile: string;
  /** From the same provider. Absent: nodes have no images but their own. */
  readonly images?: PreparedImages | undefined;
  /** Written here and nowhere else; its folder must exist. Never the user's own kubeconfig. */
  readonly kubeconfig: string;
  /** Directory for the nodes' logs if the cluster does not start. */
  readonly failureLogs?: string;
  readonly readyMs: number;
  readonly onLine?: (line: string) => void;
}

/** A cluster of the harness, from any run. */
export interface ClusterRef {
  readonly name: string;
  readonly runId: string;
}

/** What a later process needs to open a running cluster; all of it is in `environment.json`. */
export interface RunningClusterRef extends ClusterRef {
  readonly kubeconfig: string;
  /** The only context in that kubeconfig. */
  readonly context: string;
}

/** Access to the nodes below Kubernetes. Node names are those of the Kubernetes API. */
export interface NodeAccess {
  /** Runs a program on a node. @throws HarnessError of the command, unless `allowFailure`. */
  exec(node: string, argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Kills the first process of a container with SIGKILL, like a crash or the OOM killer. */
  killContainer(node: string, containerId: string): Promise<void>;
  /** Freezes all processes of a container. Disposing of the result resumes them. */
  freezeContainer(node: string, containerId: string): Promise<AsyncDisposable>;
  /** Adds a second name for an image on these nodes. Disposing of the result removes that name. */
  tagImage(nodes: readonly string[], image: string, other: string): Promise<AsyncDisposable>;
  /** @returns the digest of an image's configuration, given any digest that the kubelet reports: index, manifest, configuration. */
  imageConfigDigest(node: string, digest: string): Promise<string>;
  /** Freezes a whole node, kubelet and containers. Disposing of the result resumes it. */
  pause(node: string): Promise<AsyncDisposable>;
}

/** A running cluster that any process can open. What its provider can't do is absent. */
export interface OpenCluster extends RunningClusterRef {
  readonly node?: NodeAccess;
  /** Collects the nodes' logs in the directory. @returns false if some could not be collected. */
  exportLogs?(dir: string): Promise<boolean>;
}

export interface ClusterNode {
  readonly name: string;
  /** Address in the run's network. */
  readonly address: string;
  /** Its pod CIDR: `10.244.0.0/24`. */
  readonly podCidr: string;
  /** Whether the loopback port of the ingress controller is published here. */
  readonly ingress: boolean;
}

/** A cluster whose nodes are ready. Disposing of it destroys the cluster. */
export interface StartedCluster extends OpenCluster, AsyncDisposable {
  readonly network: RunNetwork;
  readonly nodes: readonly ClusterNode[];
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Loopback address that forwards to port 80 of the ingress node. */
  readonly ingress: Endpoint;
  readonly kubernetesVersion: string;
}

/** One way to create clusters. */
export interface ClusterProvider {
  /** Display name: `kind`. */
  readonly name: string;
  /** @throws HarnessError if no cluster can be created here; nothing has been started. */
  preflight(): Promise<void>;
  /**
   * Puts images where the nodes of a cluster that is not there yet will find them. Absent where nodes pull their images
   * themselves. Undone by `destroy`. @throws HarnessError
   */
  prepareImages?(job: ImagesJob, signal: AbortSignal): Promise<PreparedImages>;
  /** @throws HarnessError; a half-made cluster has been removed, its logs are in `failureLogs`. */
  create(spec: ClusterSpec, signal?: AbortSignal): Promise<StartedCluster>;
  /** Opens a cluster that an earlier process has created. Makes no requests: it may be gone. */
  open(ref: RunningClusterRef): OpenCluster;
  /** @returns all clusters that the harness has created with this provider, in any run. */
  list(): Promise<ClusterRef[]>;
  /** Idempotent: a cluster that does not exist is a success. */
  destroy(name: string): Promise<void>;
}

/** What the module of a provider exports. */
export interface ClusterProviderModule {
  createProvider(programs: ProgramPaths): ClusterProvider;
}
