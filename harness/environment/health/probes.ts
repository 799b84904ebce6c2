import type { V1Node, V1Pod } from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import { type ClusterClients, clusterClients } from '../cluster/kube.ts';
import { HARNESS_NAMESPACE } from '../cluster/names.ts';
import { containerState, RUN_LABEL, withLabel } from '../engine/index.ts';
import type { Environment } from '../environment.ts';
import type { HealthProbe } from './health-watch.ts';

type Watched = Pick<Environment, 'runId' | 'kubeconfig' | 'context' | 'ownCluster'>;

/** @returns what is watched of an environment: API server and nodes, and, where they are the run's own, the parts that it put there. */
export async function healthProbes(environment: Watched): Promise<HealthProbe[]> {
  const clients = clusterClients(environment);
  const { items } = await clients.core.listNode();
  const nodes = items.map(nameOfNode);
  const cluster = [apiServer(clients), ...nodes.map((node) => kubelet(clients, node))];
  if (!environment.ownCluster) return cluster;
  const containers = await withLabel(['ps'], '{{.Names}}', RUN_LABEL);
  const own = containers.filter(({ runId }) => runId === environment.runId).map(({ name }) => name);
  return [
    ...cluster,
    pod(clients, 'ingress controller', HARNESS_NAMESPACE, 'app.kubernetes.io/name=traefik'),
    pod(clients, 'cluster DNS', 'kube-system', 'k8s-app=kube-dns'),
    ...[...new Set([...own, ...nodes])].map(container),
  ];
}

const nameOfNode = ({ metadata }: V1Node): string => metadata?.name ?? '';

const apiServer = ({ core }: ClusterClients): HealthProbe => ({
  part: 'API server',
  look: async () => {
    const { items } = await core.listNode();
    const unready = items.find((node) => !isReady(node));
    return unready && `node ${nameOfNode(unready)} is not ready`;
  },
});

/** Through the API server: what it can't pass on to a kubelet, no `exec` and no log reaches either. */
const kubelet = ({ core }: ClusterClients, name: string): HealthProbe => ({
  part: `kubelet of ${name}`,
  look: async () => {
    await core.connectGetNodeProxyWithPath({ name, path: 'healthz' });
    return undefined;
  },
});

const pod = ({ core }: ClusterClients, part: string, namespace: string, labelSelector: string): HealthProbe => ({
  part,
  look: async () => {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector });
    return items.some(isReady) ? undefined : 'none of its pods is ready';
  },
});

/** A paused one is one of the harness's own faults. */
const container = (name: string): HealthProbe => ({
  part: `container ${name}`,
  look: async () => {
    const state = await containerState(name).catch((error: unknown) => messageOf(error));
    return state === 'running' || state === 'paused' ? undefined : (state ?? 'it no longer exists');
  },
});

const isReady = ({ status }: V1Node | V1Pod): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
