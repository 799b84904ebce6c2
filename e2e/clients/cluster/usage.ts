import { type ContainerUsage, containerUsage, isReady, type Kube, podsOf, quantity } from '../../../harness/index.ts';
import type { PartConfig } from './topology.ts';

/** What a container has used since it started, and what it may use. */
export interface Snapshot extends ContainerUsage {
  readonly part: string;
  readonly restarts: number;
  /** As declared; NaN if not declared. */
  readonly limits: { readonly cores: number; readonly bytes: number };
  readonly requests: Snapshot['limits'];
}

/** Reads the first container of every ready pod of the parts. */
export async function snapshot(kube: Kube, parts: readonly PartConfig[]): Promise<Snapshot[]> {
  const found = await Promise.all(
    parts.map(async (workload) => (await podsOf(kube, workload)).map((pod) => ({ pod, part: workload.part }))),
  );
  const up = found.flat().filter(({ pod }) => isReady(pod));
  return Promise.all(
    up.map(async ({ pod, part }) => {
      const container = pod.spec?.containers[0];
      const { limits, requests } = container?.resources ?? {};
      const usage = await containerUsage(kube, pod.metadata?.name ?? '', container?.name ?? '');
      const restarts = pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
      return { ...usage, part, restarts, limits: amounts(limits), requests: amounts(requests) };
    }),
  );
}

const amounts = (resources: Readonly<Record<string, string>> = {}) => ({
  cores: quantity(resources.cpu ?? ''),
  bytes: quantity(resources.memory ?? ''),
});

/** @returns the same container in an earlier snapshot, unless it was restarted in between. */
export const sameIn = (earlier: readonly Snapshot[], now: Snapshot): Snapshot | undefined =>
  earlier.find(({ pod, restarts }) => pod === now.pod && restarts === now.restarts);

/** @returns the CPU that a container used between two snapshots, in cores. */
export const coresBetween = (then: Snapshot, now: Snapshot): number =>
  (now.cpuSeconds - then.cpuSeconds) / ((now.at - then.at) / 1000);

/** @returns the share of the scheduling periods in which it was throttled at its CPU limit, 0 to 1. */
export function throttledBetween(then: Snapshot, now: Snapshot): number {
  const periods = now.periods - then.periods;
  return periods === 0 ? 0 : (now.throttledPeriods - then.throttledPeriods) / periods;
}
