import type { ContainerState, EntryOf } from '../../../harness/index.ts';
import { type RunTimeline, timeOf } from './run-timeline.ts';

/** A container of a pod at one moment, and the same one a moment before. */
interface Step {
  readonly pod: EntryOf<'pod'>;
  readonly now: ContainerState;
  readonly before: ContainerState | undefined;
}

function steps(timeline: RunTimeline): Step[] {
  const last = new Map<string, ContainerState>();
  return timeline.of('pod').flatMap((pod) =>
    pod.containers.map((now) => {
      const key = `${pod.pod}/${now.name}`;
      const before = last.get(key);
      last.set(key, now);
      return { pod, now, before };
    }),
  );
}

/** @returns restarts that no fault explains; those before the deployment was ready are left out. */
export function unplannedRestarts(timeline: RunTimeline): string[] {
  return steps(timeline).flatMap(({ pod, now, before }) => {
    const at = now.last?.finishedAt || pod.at;
    if (now.restarts <= (before?.restarts ?? 0) || !timeline.counts(at, pod.workload)) return [];
    const why = now.last ? `, after ${now.last.reason || 'no reason'} (exit code ${now.last.exitCode})` : '';
    return [`${timeOf(at)} container ${now.name} of ${pod.pod} restarted${why}`];
  });
}

/** @returns containers that the kernel killed at their memory limit, at any time, unless a fault did it. */
export function oomKills(timeline: RunTimeline): string[] {
  const seen = new Set<string>();
  return steps(timeline).flatMap(({ pod, now }) => {
    const killed = now.last?.reason === 'OOMKilled' || now.state.startsWith('terminated: OOMKilled');
    const at = now.last?.reason === 'OOMKilled' ? now.last.finishedAt : pod.at;
    const key = `${pod.pod}/${now.name}/${now.restarts}`;
    if (!killed || seen.has(key) || timeline.excused(at, pod.workload)) return [];
    seen.add(key);
    return [`${timeOf(at)} container ${now.name} of ${pod.pod} was killed at its memory limit`];
  });
}

/** @returns containers whose image changed during the run: what was judged at first is not what ran at last. */
export function changedImages(timeline: RunTimeline): string[] {
  const first = new Map<string, string>();
  return steps(timeline).flatMap(({ pod, now }) => {
    const key = `${pod.workload}/${now.name}`;
    const image = first.get(key);
    if (image === undefined) first.set(key, now.image);
    if (image === undefined || image === now.image) return [];
    first.set(key, now.image);
    return [`${timeOf(pod.at)} container ${now.name} of ${pod.workload} runs ${now.image}, not ${image}`];
  });
}
