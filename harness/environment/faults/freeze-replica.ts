import type { WorkloadRef } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import { nodeAccess, type OpenCluster } from '../cluster/index.ts';
import { isReady, type Kube, podsOf } from '../probes/kube.ts';

/** A replica whose processes are frozen: it keeps its connections but doesn't respond. Disposing of it resumes them. */
export interface FrozenReplica extends AsyncDisposable {
  readonly pod: string;
}

/**
 * Freezes the first container of one ready replica on its node: from outside it looks like a deadlock or a starved machine.
 * @throws HarnessError `NO_READY_POD`, `NODE_ACCESS_UNSUPPORTED`, and that of the command if the node does not have the container.
 */
export async function freezeReplica(kube: Kube, cluster: OpenCluster, workload: WorkloadRef): Promise<FrozenReplica> {
  const pod = (await podsOf(kube, workload)).find(isReady);
  const [name, id] = [pod?.metadata?.name, pod?.status?.containerStatuses?.[0]?.containerID?.replace(/^\w+:\/\//, '')];
  if (!pod || !name || !id)
    throw new HarnessError({
      code: 'NO_READY_POD',
      message: `${workload.kind} ${workload.name} has no ready pod to freeze`,
    });
  const frozen = await nodeAccess(cluster).freezeContainer(pod.spec?.nodeName ?? '', id);
  return { pod: name, [Symbol.asyncDispose]: () => frozen[Symbol.asyncDispose]() };
}
