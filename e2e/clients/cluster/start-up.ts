import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { V1Pod } from '@kubernetes/client-node';
import { readSaved, type StartUp, startUpKind } from '../../../harness/index.ts';
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

/** Where the foundation phase leaves its start-up times. */
export const startUpFile = (reportDir: string): string => join(reportDir, 'start-up.json');

/** @returns the start-up times of this run; none if the foundation phase has not measured any. */
export function startUps(reportDir: string): readonly StartUp[] {
  const file = startUpFile(reportDir);
  return existsSync(file) ? readSaved(file, startUpKind).starts : [];
}
