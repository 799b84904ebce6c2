import { type ContainerUsage, containerUsage, isReady, type Kube, podsOf, quantity } from '../../../harness/index.ts';
import type { PartConfig } from './topology.ts';

/** What one container used while the load was on. */
export interface UsageUnderLoad {
  readonly pod: string;
  readonly container: string;
  readonly restarts: number;
  readonly cores: number;
  /** Share of the scheduling periods in which the CPU limit stopped it, 0 to 1. */
  readonly throttled: number;
  readonly peakBytes: number;
  readonly oomKills: number;
  /** As declared; NaN where nothing is. */
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

/** @returns what was used between two snapshots, of the containers that are in both and were not restarted in between. */
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

/** Memory can't be taken back: this near to the limit the next request may be the one that kills the process. */
const MEMORY_HEADROOM = 0.1;
/** Throttled this often, a container waits for its limit more than it works; whether that is too slow, the load's thresholds say. */
const OFTEN_THROTTLED = 0.5;

/** @returns what is wrong with the declared resources: a limit that was reached, or that is nearly. */
export function resourceFaults(usage: readonly UsageUnderLoad[]): string[] {
  return usage.flatMap(({ pod, peakBytes, oomKills, limits }) => {
    if (oomKills > 0) return [`${pod}: the kernel killed ${oomKills} process(es) at the memory limit`];
    const free = 1 - peakBytes / limits.bytes;
    return free < MEMORY_HEADROOM
      ? [`${pod}: memory peaked at ${mib(peakBytes)} of ${mib(limits.bytes)}: ${Math.round(free * 100)} % are left`]
      : [];
  });
}

/** @returns what could be declared better, in plain words. Nothing of it is a fault. */
export function recommendations(usage: readonly UsageUnderLoad[]): string[] {
  return usage.flatMap(({ pod, cores, throttled, peakBytes, limits, requests }) => [
    ...(throttled > OFTEN_THROTTLED
      ? [
          `${pod}: its CPU limit stopped it in ${Math.round(throttled * 100)} % of the periods; a higher limit than ${milli(limits.cores)} would make it faster`,
        ]
      : []),
    ...(cores > requests.cores * 1.5
      ? [
          `${pod}: used ${milli(cores)} where ${milli(requests.cores)} are requested; on a full node it may not get them`,
        ]
      : []),
    ...(peakBytes > requests.bytes * 1.1
      ? [
          `${pod}: used ${mib(peakBytes)} where ${mib(requests.bytes)} are requested; on a full node it is evicted first`,
        ]
      : []),
  ]);
}

/** @returns one line a container, as the report shows it. */
export const usageLine = ({ pod, cores, throttled, peakBytes, limits }: UsageUnderLoad): string =>
  `${pod}: ${milli(cores)} of ${milli(limits.cores)} CPU, throttled in ${Math.round(throttled * 100)} % of the periods, at most ${mib(peakBytes)} of ${mib(limits.bytes)}`;

const milli = (cores: number): string => (Number.isNaN(cores) ? 'no limit' : `${Math.round(cores * 1000)}m`);
const mib = (bytes: number): string => (Number.isNaN(bytes) ? 'no limit' : `${Math.round(bytes / 2 ** 20)}Mi`);
