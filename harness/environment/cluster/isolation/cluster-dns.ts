import { createHash } from 'node:crypto';
import { PatchStrategy, type V1Pod } from '@kubernetes/client-node';
import { pending, ready, type WaitStatus, waitFor } from '../../../core/wait.ts';
import { type ClusterClients, isReady } from '../kube.ts';
import { corefile, type ExternalHosts } from './corefile.ts';

const NAMESPACE = 'kube-system';
const DIGEST = 'dify-e2e/corefile';

/** Gives the cluster's CoreDNS its isolated Corefile and waits until only pods with that file answer. */
export async function isolateDns(clients: ClusterClients, hosts: ExternalHosts, signal?: AbortSignal): Promise<void> {
  const text = corefile(hosts);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  await clients.objects.patch(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns', namespace: NAMESPACE },
      data: { Corefile: text },
    } as never,
    undefined,
    undefined,
    'dify-e2e-cluster',
    true,
    PatchStrategy.ServerSideApply,
  );
  await clients.objects.patch(
    deploymentPatch(digest),
    undefined,
    undefined,
    undefined,
    undefined,
    PatchStrategy.StrategicMergePatch,
  );
  await dismissOlderPods(clients, digest);
  await waitFor({ subject: 'cluster DNS', timeoutMs: 60_000, poll: () => look(clients, digest) }, signal);
}

/** One replica that requests half as much as kubeadm's two; probed every second, because the whole run waits for it. */
function deploymentPatch(digest: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: NAMESPACE },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate', rollingUpdate: null },
      template: {
        metadata: { annotations: { [DIGEST]: digest } },
        spec: {
          containers: [
            { name: 'coredns', readinessProbe: { periodSeconds: 1 }, resources: { requests: { cpu: '50m' } } },
          ],
        },
      },
    },
  };
}

const podsOf = async (clients: ClusterClients): Promise<V1Pod[]> =>
  (await clients.core.listNamespacedPod({ namespace: NAMESPACE, labelSelector: 'k8s-app=kube-dns' })).items;

const isOld = (pod: V1Pod, digest: string): boolean => pod.metadata?.annotations?.[DIGEST] !== digest;

/** An older pod would keep answering with the old Corefile during its grace period. */
async function dismissOlderPods(clients: ClusterClients, digest: string): Promise<void> {
  const older = (await podsOf(clients)).filter((pod) => isOld(pod, digest));
  await Promise.all(
    older.map(({ metadata }) =>
      clients.core
        .deleteNamespacedPod({ name: metadata?.name ?? '', namespace: NAMESPACE, gracePeriodSeconds: 0 })
        .catch(() => undefined),
    ),
  );
}

async function look(clients: ClusterClients, digest: string): Promise<WaitStatus> {
  const pods = await podsOf(clients);
  if (pods.some((pod) => isOld(pod, digest))) {
    await dismissOlderPods(clients, digest);
    return pending('an older pod still exists');
  }
  return pods.some(isReady) ? ready(undefined) : pending(pods.length === 0 ? 'no pod yet' : 'its pod is not ready');
}
