import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { containerTrouble, isLooping } from './containers.ts';
import { eventsOf, millis, type NamespaceView, stuck, type Trouble, timesSeen, waiting } from './view.ts';

/** The scheduler keeps retrying; after this long with the same result it is considered final. */
const UNSCHEDULABLE_FOR_MS = 20_000;
/** A server that answers its probe with 4xx is up and will keep doing so. */
const REFUSED_PROBES = 5;
const FAILED_MOUNTS = 3;

/** @returns why the pod is not ready; undefined if it is. */
export function podTrouble(pod: V1Pod, view: NamespaceView, now: number): Trouble | undefined {
  const conditions = new Map(pod.status?.conditions?.map((condition) => [condition.type, condition]));
  if (conditions.get('Ready')?.status === 'True') return undefined;
  const scheduled = conditions.get('PodScheduled');
  if (scheduled?.status === 'False') {
    const since = now - millis(scheduled.lastTransitionTime);
    return unschedulable(scheduled.message ?? scheduled.reason ?? 'no reason is given', since);
  }
  const events = eventsOf(view, 'Pod', pod.metadata?.name);
  const container = containerTrouble(pod, othersStart(pod, view));
  const probe = probeTrouble(events);
  // If a container was restarted because of its probe, the probe is the cause, not the crash.
  if (container && probe) return { ...container, reason: `${container.reason}; ${probe.reason}` };
  return container ?? mountTrouble(events) ?? probe ?? waiting(phaseOf(pod));
}

/** Others that are not ready, and are not in a crash loop themselves. */
function othersStart(pod: V1Pod, { pods }: NamespaceView): boolean {
  return pods.some(({ metadata, status }) => {
    if (metadata?.name === pod.metadata?.name || metadata?.deletionTimestamp || status?.phase === 'Succeeded')
      return false;
    const ready = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
    return !ready && !isLooping(status?.containerStatuses ?? []);
  });
}

function unschedulable(message: string, sinceMs: number): Trouble {
  // The rest of the message is about preemption.
  const reason = `not scheduled: ${message.split('. ', 1)[0]}`;
  const passing = /not-ready|unreachable|uninitialized|had untolerated taint/.test(message);
  return sinceMs >= UNSCHEDULABLE_FOR_MS && !passing ? stuck(reason) : waiting(reason);
}

function probeTrouble(events: readonly CoreV1Event[]): Trouble | undefined {
  const failed = events.find(({ reason }) => reason === 'Unhealthy');
  if (!failed) return undefined;
  const reason = (failed.message ?? 'a probe failed').trim();
  return /statuscode: 4\d\d/.test(reason) && timesSeen(failed) >= REFUSED_PROBES ? stuck(reason) : waiting(reason);
}

function mountTrouble(events: readonly CoreV1Event[]): Trouble | undefined {
  const failed = events.find(({ reason }) => reason === 'FailedMount' || reason === 'FailedCreatePodSandBox');
  if (!failed) return undefined;
  const reason = `${failed.reason}: ${failed.message ?? ''}`;
  return /not found|non-existent/.test(reason) && timesSeen(failed) >= FAILED_MOUNTS ? stuck(reason) : waiting(reason);
}

function phaseOf(pod: V1Pod): string {
  const state = pod.status?.containerStatuses?.find(({ ready }) => !ready)?.state;
  if (state?.waiting) return state.waiting.reason ?? 'a container is waiting';
  if (state?.running) return 'started, its probes have not passed yet';
  return pod.status?.phase ?? 'just created';
}
