import type { V1Pod } from '@kubernetes/client-node';
import type { WorkloadRef } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import { hopeless, pending, ready, type WaitStrategy } from '../../core/wait.ts';
import { nodeAccess, type OpenCluster } from '../cluster/index.ts';
import { isReady, type Kube, podsOf } from '../probes/kube.ts';

/** A replica that was killed, identified by its container, since a crashed pod keeps its name. */
export interface KilledReplica {
  readonly pod: string;
  readonly containerId: string;
}

/**
 * Kills the first process of one ready replica with SIGKILL, on its node, like a crash or the OOM killer. A pod can't do that
 * itself: process 1 is immune to signals from its own namespace.
 * @throws HarnessError `NO_READY_POD`, `NODE_ACCESS_UNSUPPORTED`, and that of the command if the node does not have the container.
 */
export async function crashReplica(kube: Kube, cluster: OpenCluster, workload: WorkloadRef): Promise<KilledReplica> {
  const victim = await victimOf(kube, workload);
  await nodeAccess(cluster).killContainer(victim.pod.spec?.nodeName ?? '', victim.containerId);
  return { pod: victim.name, containerId: victim.containerId };
}

/**
 * Deletes one ready replica without a grace period: it is removed from the Service's endpoints immediately and has to be
 * replaced. The container itself may take longer to end.
 * @throws HarnessError `NO_READY_POD`.
 */
export async function deleteReplica(kube: Kube, workload: WorkloadRef): Promise<KilledReplica> {
  const { pod, name, containerId } = await victimOf(kube, workload);
  const uid = pod.metadata?.uid;
  await kube.core.deleteNamespacedPod({
    name,
    namespace: kube.namespace,
    gracePeriodSeconds: 0,
    body: { gracePeriodSeconds: 0, ...(uid ? { preconditions: { uid } } : {}) },
  });
  return { pod: name, containerId };
}

async function victimOf(kube: Kube, workload: WorkloadRef): Promise<{ pod: V1Pod; name: string; containerId: string }> {
  const pod = (await podsOf(kube, workload)).find(isReady);
  const [name, containerId] = [pod?.metadata?.name, pod && containerIdOf(pod)];
  if (pod && name && containerId) return { pod, name, containerId };
  throw new HarnessError({
    code: 'NO_READY_POD',
    message: `${workload.kind} ${workload.name} has no ready pod to kill`,
  });
}

/** `containerd://<id>`, without the scheme. */
function containerIdOf(pod: V1Pod): string | undefined {
  return pod.status?.containerStatuses?.[0]?.containerID?.replace(/^\w+:\/\//, '');
}

/** Ready when the declared number of pods is ready again, without the killed container. Its value: their names. */
export function fullStrength(
  kube: Kube,
  workload: WorkloadRef,
  replicas: number,
  killed: KilledReplica,
  timeoutMs: number,
): WaitStrategy<string[]> {
  return {
    subject: `${workload.kind} ${kube.namespace}/${workload.name} with ${replicas} ready pods`,
    timeoutMs,
    whose: 'deployment',
    intervalMs: 100,
    poll: async () => {
      const pods = (await podsOf(kube, workload)).filter((pod) => containerIdOf(pod) !== killed.containerId);
      const strong = pods.filter(isReady).map((pod) => pod.metadata?.name ?? '');
      if (strong.length >= replicas) return ready(strong);
      const stuck = pods.find((pod) => pod.status?.phase === 'Failed');
      if (stuck)
        return hopeless(`pod ${stuck.metadata?.name} has failed: ${stuck.status?.reason ?? 'no reason given'}`);
      return pending(`${strong.length} of ${replicas} pods are ready`);
    },
  };
}
