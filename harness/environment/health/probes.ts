import type { V1Node } from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import { type ClusterClients, clusterClients, isReady } from '../cluster/kube.ts';
import { HARNESS_NAMESPACE } from '../cluster/names.ts';
import { serverWords } from '../deployment/server-words.ts';
import { containerStates, RUN_LABEL, withLabel } from '../engine/index.ts';
import type { Environment } from '../environment.ts';
import type { HealthProbe } from './health-watch.ts';

type Watched = Pick<Environment, 'runId' | 'kubeconfig' | 'context' | 'ownCluster'>;

/** @returns what is watched in an environment: API server and nodes and, on the run's own cluster, the parts that the run added. */
export async function healthProbes(environment: Watched): Promise<HealthProbe[]> {
  const clients = clusterClients(environment);
  const { items } = await clients.core.listNode();
  const nodes = items.map(nameOfNode);
  const cluster = [apiServer(clients), ...nodes.map((node) => kubelet(clients, node))];
  if (!environment.ownCluster) return cluster;
  const labelled = await withLabel(['ps'], '{{.Names}}', RUN_LABEL);
  const own = labelled.filter(({ runId }) => runId === environment.runId).map(({ name }) => name);
  return [
    ...cluster,
    pod(clients, 'ingress controller', HARNESS_NAMESPACE, 'app.kubernetes.io/name=traefik'),
    pod(clients, 'cluster DNS', 'kube-system', 'k8s-app=kube-dns'),
    ...containers([...new Set([...own, ...nodes])]),
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

/** Through the API server: if it can't reach a kubelet, neither can `exec` nor logs. */
const kubelet = ({ core }: ClusterClients, name: string): HealthProbe => ({
  part: `kubelet of ${name}`,
  look: async () => {
    return await core.connectGetNodeProxyWithPath({ name, path: 'healthz' }).then(() => undefined, serverWords);
  },
});

const pod = ({ core }: ClusterClients, part: string, namespace: string, labelSelector: string): HealthProbe => ({
  part,
  look: async () => {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector });
    return items.some(isReady) ? undefined : 'none of its pods is ready';
  },
});

/** Each is a separate part; those of one round share one call of the engine. */
function containers(names: readonly string[]): HealthProbe[] {
  let asked: Promise<ReadonlyMap<string, string>> | undefined;
  const states = () => {
    asked ??= containerStates(names).finally(() => {
      asked = undefined;
    });
    return asked;
  };
  return names.map((name) => ({
    part: `container ${name}`,
    look: async () => {
      const state = await states().then((all) => all.get(name), messageOf);
      // A paused container is one of the harness's own faults.
      return state === 'running' || state === 'paused' ? undefined : (state ?? 'it no longer exists');
    },
  }));
}
