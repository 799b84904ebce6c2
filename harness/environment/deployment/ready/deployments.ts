import type { V1Deployment, V1Pod } from '@kubernetes/client-node';
import { podTrouble } from './pods.ts';
import { type NamespaceView, READY, type SubjectStatus, stuck, waiting } from './view.ts';

/** @returns whether all declared replicas of the latest template are available, and if not, why. */
export function deploymentStatus(name: string, view: NamespaceView, now: number): SubjectStatus {
  const deployment = view.deployments.find(({ metadata }) => metadata?.name === name);
  if (!deployment) return waiting('it does not exist yet');
  if (isComplete(deployment)) return READY;
  const refused = deployment.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (refused) return stuck(`its pods are rejected: ${refused.message ?? refused.reason}`);
  const { available, wanted } = countOf(deployment);
  const counted = `${available} of ${wanted} replicas available`;
  const troubles = podsOf(deployment, view).flatMap((pod) => {
    const trouble = podTrouble(pod, view, now);
    return trouble ? [{ ...trouble, reason: `${counted}; pod ${pod.metadata?.name}: ${trouble.reason}` }] : [];
  });
  return troubles.find(({ state }) => state === 'hopeless') ?? troubles[0] ?? waiting(counted);
}

/** As in `kubectl rollout status`: the controller has observed this spec, and no old replica is left. */
function isComplete({ metadata, spec, status }: V1Deployment): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted
  );
}

const countOf = ({ spec, status }: V1Deployment) => ({
  available: status?.availableReplicas ?? 0,
  wanted: spec?.replicas ?? 1,
});

/** Its pods, without terminating ones. */
function podsOf(deployment: V1Deployment, { pods }: NamespaceView): V1Pod[] {
  const wanted = Object.entries(deployment.spec?.selector.matchLabels ?? {});
  return pods.filter(({ metadata }) => {
    return !metadata?.deletionTimestamp && wanted.every(([key, value]) => metadata?.labels?.[key] === value);
  });
}
