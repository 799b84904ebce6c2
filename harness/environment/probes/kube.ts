import {
  AppsV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  KubeConfig,
  KubernetesObjectApi,
  NetworkingV1Api,
  type V1Deployment,
  type V1Pod,
} from '@kubernetes/client-node';
import { HarnessError } from '../../core/errors.ts';

/** The cluster under test, through its API. */
export interface Kube {
  readonly config: KubeConfig;
  readonly namespace: string;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly networking: NetworkingV1Api;
  readonly discovery: DiscoveryV1Api;
  readonly objects: KubernetesObjectApi;
}

/** Uses only the given context of the given kubeconfig file, never the user's current context. */
export function connectKube(kubeconfig: string, context: string, namespace: string): Kube {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  return {
    config,
    namespace,
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    networking: config.makeApiClient(NetworkingV1Api),
    discovery: config.makeApiClient(DiscoveryV1Api),
    objects: KubernetesObjectApi.makeApiClient(config),
  };
}

/** @throws if the API returns an error, including "not found". */
export function deploymentOf(kube: Kube, name: string): Promise<V1Deployment> {
  return kube.apps.readNamespacedDeployment({ name, namespace: kube.namespace });
}

/** @returns the Deployment's pods that are not being deleted. */
export async function podsOf(kube: Kube, deployment: string): Promise<V1Pod[]> {
  return (await allPodsOf(kube, deployment)).filter((pod) => !pod.metadata?.deletionTimestamp);
}

/** @returns the Deployment's pods, including terminating ones. */
export async function allPodsOf(kube: Kube, deployment: string): Promise<V1Pod[]> {
  const { spec } = await deploymentOf(kube, deployment);
  const labelSelector = Object.entries(spec?.selector.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const { items } = await kube.core.listNamespacedPod({ namespace: kube.namespace, labelSelector });
  return items;
}

export function isReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** @throws HarnessError `NO_READY_POD`. */
export async function readyPodOf(kube: Kube, deployment: string): Promise<V1Pod> {
  const pods = await podsOf(kube, deployment);
  const pod = pods.find(isReady);
  if (pod) return pod;
  throw new HarnessError({
    code: 'NO_READY_POD',
    message: `no pod of Deployment ${deployment} is ready (of ${pods.length})`,
    hint: `kubectl --namespace ${kube.namespace} describe pods -l app=${deployment}`,
  });
}

/** @returns the ready addresses of a Service, with their port numbers. */
export async function endpointsOf(kube: Kube, service: string): Promise<{ addresses: string[]; ports: number[] }> {
  const { items } = await kube.discovery.listNamespacedEndpointSlice({
    namespace: kube.namespace,
    labelSelector: `kubernetes.io/service-name=${service}`,
  });
  const addresses = items.flatMap((slice) =>
    (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).flatMap((one) => one.addresses),
  );
  const ports = items.flatMap((slice) => (slice.ports ?? []).flatMap(({ port }) => port ?? []));
  return { addresses: [...new Set(addresses)], ports: [...new Set(ports)] };
}
