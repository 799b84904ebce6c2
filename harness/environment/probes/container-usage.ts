import type { Kube } from './kube.ts';
import { execInContainer } from './pod-exec.ts';

/** What a container has used since it started. */
export interface ContainerUsage {
  readonly pod: string;
  readonly container: string;
  readonly at: number;
  /** CPU time in seconds. */
  readonly cpuSeconds: number;
  /** Scheduling periods (100 ms each) in which it ran, and in how many of them it was throttled at its CPU limit. */
  readonly periods: number;
  readonly throttledPeriods: number;
  readonly throttledSeconds: number;
  /** Peak memory including page cache, which the kernel compares with the limit. */
  readonly peakBytes: number;
  /** Of the memory now in use, what is page cache and can be reclaimed. */
  readonly cacheBytes: number;
  /** Memory that can't be reclaimed easily: the kubelet's working set. */
  readonly workingSetBytes: number;
  /** Processes that the kernel killed at the memory limit. */
  readonly oomKills: number;
}

/** Version 2 first; in version 1 each controller has its own directory (kernel documentation, cgroup-v1 and cgroup-v2). */
const FILES = [
  'cpu.stat',
  'cpu/cpu.stat',
  'cpuacct/cpuacct.usage',
  'memory.peak',
  'memory.current',
  'memory.stat',
  'memory.events',
  'memory/memory.max_usage_in_bytes',
  'memory/memory.usage_in_bytes',
  'memory/memory.stat',
  'memory/memory.oom_control',
];

const READ = `cd /sys/fs/cgroup && for f in ${FILES.join(' ')}; do [ -r "$f" ] && { echo "== $f"; cat "$f"; }; done; true`;

/**
 * Reads a container's own cgroup from inside.
 * @throws HarnessError of `execInContainer`; an image without a shell is not supported.
 */
export async function containerUsage(kube: Kube, pod: string, container: string): Promise<ContainerUsage> {
  const { stdout } = await execInContainer(kube, { pod, container }, ['sh', '-c', READ]);
  return { pod, container, at: Date.now(), ...parseCgroup(stdout) };
}

/** @param text files as `== name` and their content. Exported for its test. */
export function parseCgroup(text: string): Omit<ContainerUsage, 'pod' | 'container' | 'at'> {
  const files = new Map(
    text.split(/^== /m).flatMap((part): [string, string][] => {
      const end = part.indexOf('\n');
      return end < 0 ? [] : [[part.slice(0, end), part.slice(end + 1)]];
    }),
  );
  const field = (file: string, name: string): number | undefined => {
    const found = new RegExp(`^${name} (\\d+)$`, 'm').exec(files.get(file) ?? '')?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const whole = (file: string): number | undefined => {
    const value = files.get(file)?.trim();
    return value === undefined ? undefined : Number(value);
  };
  const stat = files.has('cpu/cpu.stat') ? 'cpu/cpu.stat' : 'cpu.stat';
  const used = whole('memory.current') ?? whole('memory/memory.usage_in_bytes') ?? Number.NaN;
  // Both count shared memory and tmpfs as cache, which can't be reclaimed.
  const cache = field('memory.stat', 'file') ?? field('memory/memory.stat', 'total_cache') ?? 0;
  const shared = field('memory.stat', 'shmem') ?? field('memory/memory.stat', 'total_shmem') ?? 0;
  const inactive = field('memory.stat', 'inactive_file') ?? field('memory/memory.stat', 'total_inactive_file') ?? 0;
  return {
    cpuSeconds: (field('cpu.stat', 'usage_usec') ?? (whole('cpuacct/cpuacct.usage') ?? Number.NaN) / 1000) / 1e6,
    periods: field(stat, 'nr_periods') ?? 0,
    throttledPeriods: field(stat, 'nr_throttled') ?? 0,
    throttledSeconds: (field('cpu.stat', 'throttled_usec') ?? (field(stat, 'throttled_time') ?? 0) / 1000) / 1e6,
    peakBytes: whole('memory.peak') ?? whole('memory/memory.max_usage_in_bytes') ?? used,
    cacheBytes: Math.max(0, cache - shared),
    workingSetBytes: Math.max(0, used - inactive),
    oomKills: field('memory.events', 'oom_kill') ?? field('memory/memory.oom_control', 'oom_kill') ?? 0,
  };
}
