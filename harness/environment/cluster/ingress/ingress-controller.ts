import type { KubernetesObject } from '@kubernetes/client-node';
import { request } from 'undici';
import { HarnessError, messageOf } from '../../../core/errors.ts';
import { hopeless, pending, ready, type WaitStatus, waitFor } from '../../../core/wait.ts';
import { applyOwn, applyVerbatim, type ClusterClients, clusterClients } from '../kube.ts';
import { HARNESS_NAMESPACE } from '../names.ts';
import type { StartedCluster } from '../types.ts';
import { gatewayObjects, type MissingGateways } from './gateway-objects.ts';
import { definitions, gatewayProvider } from './gateway-provider.ts';
import { ingressProvider } from './ingress-provider.ts';
import { type PassThroughOptions, passThroughObjects } from './pass-through-objects.ts';
import { type TraefikProvider, traefikObjects } from './traefik-objects.ts';

export interface IngressOptions {
  /** Image on the cluster's nodes. */
  readonly image: string;
  readonly timeoutMs?: number;
}

/**
 * Installs the ingress controller and waits until it answers on the loopback port.
 * @throws HarnessError of the wait, with the pod's reason or its last log lines.
 */
export async function installIngressController(
  cluster: StartedCluster,
  options: IngressOptions,
  signal?: AbortSignal,
): Promise<void> {
  await install(cluster, options, ingressProvider(cluster.runId, addressOf(cluster)), signal);
}

/**
 * Installs a controller for the Gateway API, its kinds, and the classes and Gateways that the set does not bring along.
 * @throws HarnessError of the wait.
 */
export async function installGatewayController(
  cluster: StartedCluster,
  options: IngressOptions & { readonly missing: MissingGateways },
  signal?: AbortSignal,
): Promise<void> {
  // Traefik waits for the kinds only so long.
  await applyVerbatim(clusterClients(cluster), definitions());
  await install(cluster, options, gatewayProvider(addressOf(cluster)), signal);
  const objects = gatewayObjects(cluster.runId, options.missing);
  await waitFor(
    { subject: 'kinds of the Gateway API', timeoutMs: 30_000, poll: () => applied(cluster, objects) },
    signal,
  );
}

/** The API server serves a new kind some moments after it has accepted its definition. */
const applied = (cluster: StartedCluster, objects: readonly KubernetesObject[]): Promise<WaitStatus> =>
  applyOwn(clusterClients(cluster), objects).then(
    () => ready(undefined),
    (error: unknown) => pending(messageOf(error)),
  );

async function install(
  cluster: StartedCluster,
  { image, timeoutMs = 90_000 }: IngressOptions,
  provider: TraefikProvider,
  signal?: AbortSignal,
): Promise<void> {
  const clients = clusterClients(cluster);
  await applyOwn(clients, traefikObjects({ runId: cluster.runId, image, provider }));
  await waitFor({ subject: 'ingress controller', timeoutMs, poll: () => look(cluster, clients) }, signal);
}

function addressOf({ nodes }: StartedCluster): string {
  const node = nodes.find(({ ingress }) => ingress);
  if (node) return node.address;
  throw new HarnessError({ code: 'INGRESS_NODE_MISSING', message: 'no node of this cluster has the ingress port' });
}

/**
 * Passes the loopback port on to a Service of the set, which need not exist yet.
 * @throws HarnessError of the wait, with the pod's reason or its last log lines.
 */
export async function installPassThrough(
  cluster: StartedCluster,
  options: IngressOptions & Pick<PassThroughOptions, 'to'>,
  signal?: AbortSignal,
): Promise<void> {
  const clients = clusterClients(cluster);
  const { image, to, timeoutMs = 90_000 } = options;
  await applyOwn(clients, passThroughObjects({ runId: cluster.runId, image, to }));
  const poll = async (): Promise<WaitStatus> =>
    (await podTrouble(clients)) ?? ((await isReady(clients)) ? ready(undefined) : pending('its pod is not ready'));
  await waitFor({ subject: 'pass-through to the edge', timeoutMs, poll }, signal);
}

/** A host without an Ingress: only the controller itself can answer, and it answers 404. */
async function look(cluster: StartedCluster, clients: ClusterClients): Promise<WaitStatus> {
  const reason = await podTrouble(clients);
  if (reason) return reason;
  const answer = await answerOf(cluster).catch((error: unknown) => messageOf(error));
  return answer === 404 ? ready(undefined) : pending(`it returns ${answer} for a host without an Ingress`);
}

/** @returns the HTTP status. @throws while nothing listens yet. */
async function answerOf({ ingress: { host, port } }: StartedCluster): Promise<number> {
  const headers = { host: 'nobody.invalid' };
  const { statusCode, body } = await request(`http://${host}:${port}/`, {
    headers,
    headersTimeout: 2_000,
    reset: true,
  });
  await body.dump();
  return statusCode;
}

const podsOf = async ({ core }: ClusterClients) =>
  (
    await core.listNamespacedPod({
      namespace: HARNESS_NAMESPACE,
      labelSelector: 'app.kubernetes.io/name=traefik',
    })
  ).items;

const isReady = async (clients: ClusterClients): Promise<boolean> =>
  (await podsOf(clients)).some(({ status }) => status?.containerStatuses?.[0]?.ready);

async function podTrouble(clients: ClusterClients): Promise<WaitStatus | undefined> {
  const items = await podsOf(clients);
  for (const { metadata, status } of items) {
    const container = status?.containerStatuses?.[0];
    const waiting = container?.state?.waiting;
    if (waiting && /^(ErrImage|ImagePull|InvalidImage|CreateContainer)/.test(waiting.reason ?? ''))
      return hopeless(`${waiting.reason}: ${waiting.message ?? 'no message'}`);
    if (!container || container.restartCount < 3) continue;
    const where = { name: metadata?.name ?? '', namespace: HARNESS_NAMESPACE, previous: true, tailLines: 10 };
    const log = await clients.core.readNamespacedPodLog(where);
    return hopeless(`it crashed ${container.restartCount} times`, log.trim().split('\n'));
  }
  return undefined;
}
