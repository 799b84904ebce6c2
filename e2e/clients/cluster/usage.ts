import { type ContainerUsage, containerUsage, isReady, type Kube, podsOf, quantity } from '../../../harness/index.ts';
import type { PartConfig } from './topology.ts';

/** What one container used under load. */
export interface UsageUnderLoad {
  readonly pod: string;
  readonly container: string;
  readonly restarts: number;
  readonly cores: number;
  /** Share of the scheduling periods in which it was throttled at its CPU limit, 0 to 1. */
  readonly throttled: number;
  readonly peakBytes: number;
  readonly oomKills: number;
  /** As declared; NaN if not declared. */
  readonly limits: { readonly cores: number; readonly bytes: number };
  readonly requests: { readonly cores: number; readonly bytes: number };
}

interface Snapshot extends ContainerUsage {
  readonly restarts: number;
  readonly limits: UsageUnderLoad['limits'];
  readonly requests: UsageUnderLoad['requests'];
}

/** Reads the first container of every ready pod of the parts. */
export async function snapshot(kube: Kube, parts: readonly PartConfig[]): Promise<Snapshot[]> {
  const pods = (await Promise.all(parts.map(({ deployment }) => podsOf(kube, deployment)))).flat().filter(isReady);
  return Promise.all(
    pods.map(async (pod) => {
      const container = pod.spec?.containers[0];
      const { limits, requests } = container?.resources ?? {};
      const usage = await containerUsage(kube, pod.metadata?.name ?? '', container?.name ?? '');
      const restarts = pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
      return { ...usage, restarts, limits: amounts(limits), requests: amounts(requests) };
    }),
  );
}

const amounts = (resources: Readonly<Record<string, string>> = {}) => ({
  cores: quantity(resources.cpu ?? ''),
  bytes: quantity(resources.memory ?? ''),
});

/** @returns the usage between two snapshots of the containers that are in both and were not restarted in between. */
export function usageBetween(before: readonly Snapshot[], after: readonly Snapshot[]): UsageUnderLoad[] {
  return after.flatMap((now) => {
    const then = before.find(({ pod, restarts }) => pod === now.pod && restarts === now.restarts);
    if (!then) return [];
    const periods = now.periods - then.periods;
    const { pod, container, restarts, peakBytes, oomKills, limits, requests } = now;
    return [
      {
        ...{ pod, container, restarts, peakBytes, oomKills, limits, requests },
        cores: (now.cpuSeconds - then.cpuSeconds) / ((now.at - then.at) / 1000),
        throttled: periods === 0 ? 0 : (now.throttledPeriods - then.throttledPeriods) / periods,
      },
    ];
  });
}

/** Memory can't be reclaimed: this close to the limit, the next request may get the process killed. */
const MEMORY_HEADROOM = 0.1;
/** Throttled this often, a container waits more than it works; the load thresholds decide whether that is too slow. */
const OFTEN_THROTTLED = 0.5;

/** @returns limits that were reached or nearly reached. */
export function resourceFaults(usage: readonly UsageUnderLoad[]): string[] {
  return usage.flatMap(({ pod, peakBytes, oomKills, limits }) => {
    if (oomKills > 0) return [`${pod}: the kernel killed ${oomKills} process(es) at the memory limit`];
    const free = 1 - peakBytes / limits.bytes;
    return free < MEMORY_HEADROOM
      ? [`${pod}: memory peaked at ${mib(peakBytes)} of ${mib(limits.bytes)}: only ${Math.round(free * 100)} % left`]
      : [];
  });
}

/** @returns how the declared resources could be improved. None of it is a fault. */
export function recommendations(usage: readonly UsageUnderLoad[]): string[] {
  return usage.flatMap(({ pod, cores, throttled, peakBytes, limits, requests }) => [
    ...(throttled > OFTEN_THROTTLED
      ? [
          `${pod}: throttled at its CPU limit in ${Math.round(throttled * 100)} % of the periods; a higher limit than ${milli(limits.cores)} would make it faster`,
        ]
      : []),
    ...(cores > requests.cores * 1.5
      ? [
          `${pod}: used ${milli(cores)} but requests ${milli(requests.cores)}; on a full node it may not get more than that`,
        ]
      : []),
    ...(peakBytes > requests.bytes * 1.1
      ? [`${pod}: used ${mib(peakBytes)} but requests ${mib(requests.bytes)}; on a full node it is evicted first`]
      : []),
  ]);
}

/** @returns the report's line for a container. */
export const usageLine = ({ pod, cores, throttled, peakBytes, limits }: UsageUnderLoad): string =>
  `${pod}: ${milli(cores)} of ${milli(limits.cores)} CPU, throttled in ${Math.round(throttled * 100)} % of the periods, at most ${mib(peakBytes)} of ${mib(limits.bytes)}`;

const milli = (cores: number): string => (Number.isNaN(cores) ? 'no limit' : `${Math.round(cores * 1000)}m`);
const mib = (bytes: number): string => (Number.isNaN(bytes) ? 'no limit' : `${Math.round(bytes / 2 ** 20)}Mi`);
