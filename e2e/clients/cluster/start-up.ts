import type { V1Pod } from '@kubernetes/client-node';
import { patienceSeconds } from './probes.ts';

/** @returns seconds from the container's start to the pod's readiness; undefined if it is not ready. */
export function startSeconds({ status }: V1Pod): number | undefined {
  const started = status?.containerStatuses?.[0]?.state?.running?.startedAt;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  if (!started || !ready) return undefined;
  return Math.max(0, (new Date(ready).getTime() - new Date(started).getTime()) / 1000);
}

/** @returns for how many seconds the startupProbe or, without one, the livenessProbe waits before the container is killed. */
export function allowedSeconds({ spec }: V1Pod): number | undefined {
  const { startupProbe, livenessProbe } = spec?.containers[0] ?? {};
  const probe = startupProbe ?? livenessProbe;
  return probe && (probe.initialDelaySeconds ?? 0) + patienceSeconds(probe);
}
