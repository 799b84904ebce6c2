import { HarnessError } from '../core/errors.ts';
import { hopeless, pending, ready, type WaitStrategy } from '../core/wait.ts';
import { isReady, type Kube, podsOf } from '../probes/kube.ts';

export interface KilledReplica {
  readonly pod: string;
  readonly uid: string;
}

/**
 * Kills one ready pod of the Deployment without a grace period: no preStop hook, no drain, as when a process dies.
 * @throws HarnessError `NO_READY_POD` when there is none to kill.
 */
export async function killReplica(kube: Kube, deployment: string): Promise<KilledReplica> {
  const victim = (await podsOf(kube, deployment)).find(isReady);
  const { name, uid } = victim?.metadata ?? {};
  if (!name || !uid) {
    throw new HarnessError({ code: 'NO_READY_POD', message: `Deployment ${deployment} has no ready pod to kill` });
  }
  await kube.core.deleteNamespacedPod({
    name,
    namespace: kube.namespace,
    gracePeriodSeconds: 0,
    body: { gracePeriodSeconds: 0, preconditions: { uid } },
  });
  return { pod: name, uid };
}

/** Ready when the declared number of pods is ready again, the killed one not among them. Its value: the new pods' names. */
export function fullStrength(
  kube: Kube,
  deployment: string,
  replicas: number,
  killed: KilledReplica,
  timeoutMs: number,
): WaitStrategy<string[]> {
  return {
    subject: `Deployment ${kube.namespace}/${deployment} with ${replicas} ready pods`,
    timeoutMs,
    intervalMs: 100,
    poll: async () => {
      const pods = (await podsOf(kube, deployment)).filter((pod) => pod.metadata?.uid !== killed.uid);
      const strong = pods.filter(isReady).map((pod) => pod.metadata?.name ?? '');
      if (strong.length >= replicas) return ready(strong);
      const stuck = pods.find((pod) => pod.status?.phase === 'Failed');
      if (stuck)
        return hopeless(`pod ${stuck.metadata?.name} has failed: ${stuck.status?.reason ?? 'no reason given'}`);
      return pending(`${strong.length} of ${replicas} pods are ready`);
    },
  };
}
