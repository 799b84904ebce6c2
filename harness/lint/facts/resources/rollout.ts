import type { V1DeploymentSpec } from '@kubernetes/client-node';
import type { Workload } from '../input/workloads.ts';

/** Kubernetes, "Deployments": 25 % by default; surge is rounded up, unavailable down. */
const DEFAULT = '25%';

/** @returns how many pods exist in addition while a new release of the workload is rolled out. */
export function surgeOf({ entry, replicas = 1 }: Workload): number {
  if (entry.object.kind !== 'Deployment') return 0;
  const { strategy } = entry.object.spec as V1DeploymentSpec;
  if (strategy?.type === 'Recreate') return 0;
  return podsIn(String(strategy?.rollingUpdate?.maxSurge ?? DEFAULT), replicas, Math.ceil);
}

/** @returns how many pods may be missing meanwhile: with 0, an old pod only goes when a new one is ready. */
export function unavailableOf({ entry, replicas = 1 }: Workload): number {
  const spec = entry.object.spec as V1DeploymentSpec | undefined;
  if (entry.object.kind !== 'Deployment') return 1;
  if (spec?.strategy?.type === 'Recreate') return replicas;
  return podsIn(String(spec?.strategy?.rollingUpdate?.maxUnavailable ?? DEFAULT), replicas, Math.floor);
}

const podsIn = (text: string, replicas: number, round: (value: number) => number): number =>
  text.endsWith('%') ? round((replicas * Number.parseInt(text, 10)) / 100) : Number(text);
