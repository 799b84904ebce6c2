import {
  AppsV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  type Informer,
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
  NetworkingV1Api,
  type ObjectCache,
} from '@kubernetes/client-node';
import { type ClusterAccess, kubeConfigOf } from '../access.ts';
import { serverWords } from '../server-words.ts';
import type { NamespaceView } from './view.ts';

/** Watches a namespace until disposed of. */
export interface NamespaceWatch extends AsyncDisposable {
  /** The current state, without a request. */
  readonly view: NamespaceView;
  /** Restarts watches that ended. @returns why they ended, in one line; undefined if all are running. */
  revive(): Promise<string | undefined>;
}

/** Starts watching a namespace; the initial lists are complete when this returns, unless the API server does not respond. */
export async function watchNamespace(access: ClusterAccess, namespace: string): Promise<NamespaceWatch> {
  const config = kubeConfigOf(access);
  const core = config.makeApiClient(CoreV1Api);
  const apps = config.makeApiClient(AppsV1Api);
  const discovery = config.makeApiClient(DiscoveryV1Api);
  const networking = config.makeApiClient(NetworkingV1Api);
  const all = { namespace };
  const at = (prefix: string, resource: string) => `/${prefix}/namespaces/${namespace}/${resource}`;
  const parts = {
    deployments: follow(config, at('apis/apps/v1', 'deployments'), () => apps.listNamespacedDeployment(all)),
    pods: follow(config, at('api/v1', 'pods'), () => core.listNamespacedPod(all)),
    events: follow(config, at('api/v1', 'events'), () => core.listNamespacedEvent(all)),
    claims: follow(config, at('api/v1', 'persistentvolumeclaims'), () => core.listNamespacedPersistentVolumeClaim(all)),
    slices: follow(config, at('apis/discovery.k8s.io/v1', 'endpointslices'), () =>
      discovery.listNamespacedEndpointSlice(all),
    ),
    ingresses: follow(config, at('apis/networking.k8s.io/v1', 'ingresses'), () =>
      networking.listNamespacedIngress(all),
    ),
  };
  const watches = Object.values(parts);
  await Promise.all(watches.map((watch) => watch.start()));
  return {
    get view() {
      const { deployments, pods, events, claims, slices, ingresses } = parts;
      return {
        deployments: deployments.list(),
        pods: pods.list(),
        events: events.list(),
        claims: claims.list(),
        slices: slices.list(),
        ingresses: ingresses.list(),
      };
    },
    async revive() {
      const broken = watches.filter((watch) => watch.broken !== undefined);
      const reason = broken[0]?.broken;
      await Promise.all(broken.map((watch) => watch.start()));
      return reason;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
  };
}

interface Followed<T> {
  /** Why the watch ended, if it did; a restart clears it. */
  readonly broken: string | undefined;
  list(): T[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

function follow<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
): Followed<T> {
  const informer: Informer<T> & ObjectCache<T> = makeInformer(config, path, list);
  let broken: string | undefined;
  informer.on('error', (error: unknown) => {
    broken = serverWords(error);
  });
  return {
    get broken() {
      return broken;
    },
    list: () => [...informer.list()],
    start: () => {
      broken = undefined;
      return informer.start();
    },
    stop: () => informer.stop(),
  };
}
