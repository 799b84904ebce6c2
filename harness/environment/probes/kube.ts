import {
  AppsV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  KubeConfig,
  KubernetesObjectApi,
  NetworkingV1Api,
  type V1DaemonSet,
  type V1Deployment,
  type V1Pod,
  type V1StatefulSet,
} from '@kubernetes/client-node';
import type { WorkloadRef } from '../../core/config/index.ts';
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

/** A live workload, of whatever kind. */
export type LiveWorkload = V1Deployment | V1StatefulSet | V1DaemonSet;

/** @throws if the API returns an error, including "not found". */
export function liveWorkload(kube: Kube, { kind, name }: WorkloadRef): Promise<LiveWorkload> {
  const request = { name, namespace: kube.namespace };
  if (kind === 'StatefulSet') return kube.apps.readNamespacedStatefulSet(request);
  if (kind === 'DaemonSet') return kube.apps.readNamespacedDaemonSet(request);
  return kube.apps.readNamespacedDeployment(request);
}

/** A Deployment by its name: what faults change. @throws if the API returns an error, including "not found". */
export function deploymentOf(kube: Kube, name: string): Promise<V1Deployment> {
  return kube.apps.readNamespacedDeployment({ name, namespace: kube.namespace });
}

/** @returns how many pods it wants; of a DaemonSet as many as there are nodes for it. */
export const wantedPods = ({ spec, status }: LiveWorkload): number =>
  spec && 'replicas' in spec
    ? (spec.replicas ?? 1)
    : status && 'desiredNumberScheduled' in status
      ? (status.desiredNumberScheduled ?? 0)
      : 1;

/** @returns the workload's pods that are not being deleted. */
export async function podsOf(kube: Kube, workload: WorkloadRef): Promise<V1Pod[]> {
  return (await allPodsOf(kube, workload)).filter((pod) => !pod.metadata?.deletionTimestamp);
}

/** @returns the workload's pods, including terminating ones. */
export async function allPodsOf(kube: Kube, workload: WorkloadRef): Promise<V1Pod[]> {
  const { spec } = await liveWorkload(kube, workload);
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
export async function readyPodOf(kube: Kube, workload: WorkloadRef): Promise<V1Pod> {
  const pods = await podsOf(kube, workload);
  const pod = pods.find(isReady);
  if (pod) return pod;
  throw new HarnessError({
    code: 'NO_READY_POD',
    message: `no pod of ${workload.kind} ${workload.name} is ready (of ${pods.length})`,
    hint: `kubectl --namespace ${kube.namespace} describe ${workload.kind.toLowerCase()} ${workload.name}`,
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
