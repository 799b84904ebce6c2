import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  type V1Node,
  type V1Pod,
} from '@kubernetes/client-node';
import { VerbatimApi } from './verbatim-api.ts';

/** The API clients of this layer, for one context of one kubeconfig. */
export interface ClusterClients {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly objects: KubernetesObjectApi;
  readonly verbatim: VerbatimApi;
}

/** Never uses the user's current context. */
export function clusterClients(access: { kubeconfig: string; context: string }): ClusterClients {
  const config = new KubeConfig();
  config.loadFromFile(access.kubeconfig);
  config.setCurrentContext(access.context);
  return {
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    objects: KubernetesObjectApi.makeApiClient(config),
    verbatim: config.makeApiClient(VerbatimApi),
  };
}

/** Applies the harness's own objects, in the given order, server-side. @throws ApiException. */
export async function applyOwn(clients: ClusterClients, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) {
    await clients.objects.patch(
      structuredClone(object),
      undefined,
      undefined,
      'dify-e2e-cluster',
      true,
      PatchStrategy.ServerSideApply,
    );
  }
}

/** Like `applyOwn`, for what the client's typed models would shorten: they drop defaults, enums and rules of CustomResourceDefinitions. */
export async function applyVerbatim({ verbatim }: ClusterClients, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) await verbatim.apply(object, true);
}

/** @returns whether the object's condition `Ready` is true. */
export const isReady = ({ status }: V1Node | V1Pod): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
