import {
  PatchStrategy,
  setHeaderOptions,
  type V1DeploymentStatus,
  type V1StatefulSetStatus,
} from '@kubernetes/client-node';
import type { WorkloadRef } from '../../core/config/index.ts';
import { hopeless, pending, ready, type WaitStrategy } from '../../core/wait.ts';
import { allPodsOf, isReady, type Kube, type LiveWorkload, liveWorkload, wantedPods } from '../probes/kube.ts';

/** The annotation that `kubectl rollout restart` sets in the pod template. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/**
 * Restarts all pods of the workloads, each by its own strategy, as `kubectl rollout restart` does; does not wait. It uses the
 * deployer's field manager, so that it does not count as drift.
 */
export async function restartWorkloads(kube: Kube, workloads: readonly WorkloadRef[], at = new Date()): Promise<void> {
  const body = { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: at.toISOString() } } } } };
  const asMergePatch = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
  await Promise.all(
    workloads.map(({ kind, name }) => {
      const request = { name, namespace: kube.namespace, body, fieldManager: 'dify-e2e' };
      if (kind === 'StatefulSet') return kube.apps.patchNamespacedStatefulSet(request, asMergePatch);
      if (kind === 'DaemonSet') return kube.apps.patchNamespacedDaemonSet(request, asMergePatch);
      return kube.apps.patchNamespacedDeployment(request, asMergePatch);
    }),
  );
}

/**
 * Ready when every replica has the latest template and is ready, as in `kubectl rollout status`, and the old pods are gone: while
 * one of them is terminating, requests may still reach it. Its value: the pods' names.
 */
export function rolledOut(kube: Kube, workload: WorkloadRef, timeoutMs: number): WaitStrategy<string[]> {
  return {
    subject: `${workload.kind} ${kube.namespace}/${workload.name} with all its replicas restarted`,
    timeoutMs,
    whose: 'deployment',
    poll: async () => {
      const found = await liveWorkload(kube, workload);
      const late = found.status?.conditions?.find(({ reason }) => reason === 'ProgressDeadlineExceeded');
      if (late) return hopeless(late.message ?? 'its progress deadline has passed');
      const missing = missingOf(found);
      if (missing) return pending(missing);
      const pods = await allPodsOf(kube, workload);
      const ending = pods.filter(({ metadata }) => metadata?.deletionTimestamp);
      if (ending.length > 0) return pending(`${ending.length} old pods are terminating`);
      return ready(pods.filter(isReady).map(({ metadata }) => metadata?.name ?? ''));
    },
  };
}

function missingOf(found: LiveWorkload): string | undefined {
  const wanted = wantedPods(found);
  if ((found.status?.observedGeneration ?? 0) < (found.metadata?.generation ?? 0))
    return 'the controller has not observed the restart yet';
  const { all, updated, available } = countsOf(found);
  if (updated < wanted) return `${updated} of ${wanted} pods are new`;
  if (all > updated) return `${all - updated} old pods still exist`;
  return available < wanted ? `${available} of ${wanted} new pods are ready` : undefined;
}

type ScaledStatus = V1DeploymentStatus | V1StatefulSetStatus;

/** Each kind has fields of its own for the same numbers. */
function countsOf({ status = {} }: { status?: LiveWorkload['status'] }) {
  if (status && 'desiredNumberScheduled' in status) {
    const {
      currentNumberScheduled: all = 0,
      updatedNumberScheduled: updated = 0,
      numberAvailable: available = 0,
    } = status;
    return { all, updated, available };
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status as ScaledStatus;
  return { all: replicas, updated: updatedReplicas, available: availableReplicas };
}
