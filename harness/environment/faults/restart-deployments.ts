import { PatchStrategy, setHeaderOptions, type V1Deployment } from '@kubernetes/client-node';
import { hopeless, pending, ready, type WaitStrategy } from '../../core/wait.ts';
import { allPodsOf, deploymentOf, isReady, type Kube } from '../probes/kube.ts';

/** The annotation that `kubectl rollout restart` sets in the pod template. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/**
 * Restarts all pods of the Deployments, each by its own strategy, as `kubectl rollout restart` does; does not wait. It uses the
 * deployer's field manager, so that it does not count as drift.
 */
export async function restartDeployments(kube: Kube, deployments: readonly string[], at = new Date()): Promise<void> {
  const body = { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: at.toISOString() } } } } };
  const asMergePatch = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
  await Promise.all(
    deployments.map((name) =>
      kube.apps.patchNamespacedDeployment(
        { name, namespace: kube.namespace, body, fieldManager: 'dify-e2e' },
        asMergePatch,
      ),
    ),
  );
}

/**
 * Ready when every replica has the latest template and is ready, as in `kubectl rollout status`, and the old pods are gone: while
 * one of them is terminating, requests may still reach it. Its value: the pods' names.
 */
export function rolledOut(kube: Kube, deployment: string, timeoutMs: number): WaitStrategy<string[]> {
  return {
    subject: `Deployment ${kube.namespace}/${deployment} with all its replicas restarted`,
    timeoutMs,
    whose: 'deployment',
    poll: async () => {
      const found = await deploymentOf(kube, deployment);
      const late = found.status?.conditions?.find(({ reason }) => reason === 'ProgressDeadlineExceeded');
      if (late) return hopeless(late.message ?? 'its progress deadline has passed');
      const missing = missingOf(found);
      if (missing) return pending(missing);
      const pods = await allPodsOf(kube, deployment);
      const ending = pods.filter(({ metadata }) => metadata?.deletionTimestamp);
      if (ending.length > 0) return pending(`${ending.length} old pods are terminating`);
      return ready(pods.filter(isReady).map(({ metadata }) => metadata?.name ?? ''));
    },
  };
}

function missingOf({ metadata, spec, status }: V1Deployment): string | undefined {
  const wanted = spec?.replicas ?? 1;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0))
    return 'the controller has not observed the restart yet';
  const updated = status?.updatedReplicas ?? 0;
  if (updated < wanted) return `${updated} of ${wanted} pods are new`;
  if ((status?.replicas ?? 0) > updated) return `${(status?.replicas ?? 0) - updated} old pods still exist`;
  const available = status?.availableReplicas ?? 0;
  return available < wanted ? `${available} of ${wanted} new pods are ready` : undefined;
}
