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
  /** Image of the nodes, in the container engine. */
  readonly nodeImage: string;
  readonly network: RunNetwork;
  /** The provider's own config file of the user; name, network, node image and ports are added to it. */
  readonly configFile: string;
  /** From the same provider. Absent: nodes have no images but their own. */
  readonly images?: PreparedImages | undefined;
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

/** What a later process knows of a running cluster; `environment.json` has all of it. */
export interface RunningClusterRef extends ClusterRef {
  readonly kubeconfig: string;
  /** The only context in that kubeconfig. */
  readonly context: string;
}

/** Access to the nodes beneath Kubernetes. Node names are those of the Kubernetes API. */
export interface NodeAccess {
  /** Runs a program on a node. @throws HarnessError of the command, unless `allowFailure`. */
  exec(node: string, argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Ends the first process of a container with SIGKILL, as a crash or the OOM killer does. */
  killContainer(node: string, containerId: string): Promise<void>;
  /** Freezes all processes of a container. Disposing of the result resumes them. */
  freezeContainer(node: string, containerId: string): Promise<AsyncDisposable>;
  /** Gives an image a second name on these nodes. Disposing of the result removes that name. */
  tagImage(nodes: readonly string[], image: string, other: string): Promise<AsyncDisposable>;
  /** @returns the digest of an image's configuration, given any digest that the kubelet reports: index, manifest, configuration. */
  imageConfigDigest(node: string, digest: string): Promise<string>;
  /** Freezes a whole node, kubelet and containers. Disposing of the result resumes it. */
  pause(node: string): Promise<AsyncDisposable>;
}

/** A cluster that runs, as any process can open it. What its provider can't do is absent. */
export interface OpenCluster extends RunningClusterRef {
  readonly node?: NodeAccess;
  /** Collects the nodes' logs below the folder. @returns false when some could not be collected. */
  exportLogs?(dir: string): Promise<boolean>;
}

export interface ClusterNode {
  readonly name: string;
  /** Address in the run's network. */
  readonly address: string;
  /** Its share of the pod network: `10.244.0.0/24`. */
  readonly podCidr: string;
  /** Has the loopback port of the ingress controller. */
  readonly ingress: boolean;
}

/** A cluster whose nodes are ready. Disposing of it destroys it. */
export interface StartedCluster extends OpenCluster, AsyncDisposable {
  readonly network: RunNetwork;
  readonly nodes: readonly ClusterNode[];
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Loopback address that leads to port 80 of the ingress node. */
  readonly ingress: Endpoint;
  readonly kubernetesVersion: string;
}

/** One way to get a cluster. */
export interface ClusterProvider {
  /** For people: `kind`. */
  readonly name: string;
  /** @throws HarnessError when no cluster can be made here; nothing has been started. */
  preflight(): Promise<void>;
  /**
   * Puts images where the nodes of a cluster that is not there yet will find them. Absent where nodes pull their images
   * themselves. Undone by `destroy`. @throws HarnessError
   */
  prepareImages?(job: ImagesJob, signal: AbortSignal): Promise<PreparedImages>;
  /** @throws HarnessError; a half-made cluster has been removed, its logs are in `failureLogs`. */
  create(spec: ClusterSpec, signal?: AbortSignal): Promise<StartedCluster>;
  /** Opens a cluster that an earlier process has created. Asks nothing of it: it may be gone. */
  open(ref: RunningClusterRef): OpenCluster;
  /** @returns all clusters that the harness has made with this provider, of any run. */
  list(): Promise<ClusterRef[]>;
  /** Idempotent: a cluster that does not exist is a success. */
  destroy(name: string): Promise<void>;
}

/** What the module of a provider exports. */
export interface ClusterProviderModule {
  createProvider(programs: ProgramPaths): ClusterProvider;
}
