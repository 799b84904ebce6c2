import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { stuck, type Trouble, waiting } from './view.ts';

/** This many restarts count as a crash loop if nothing else is still starting: what it waits for is there. */
const CRASH_LOOP_RESTARTS = 2;

/** So many are one in any case: the kubelet has waited for 75 s in between by then (10, 20 and 40 s, and the starts). */
const CERTAIN_RESTARTS = 4;

/** @returns whether a container of the pod was restarted so often that it hardly will start. */
export const isLooping = (statuses: readonly V1ContainerStatus[]): boolean =>
  statuses.some(({ restartCount }) => restartCount >= CRASH_LOOP_RESTARTS);

/** The kubelet's waiting reasons from which a container never recovers by itself. */
const NEVER_HEALS = new Map([
  ['ImagePullBackOff', 'the image can’t be pulled'],
  ['ErrImageNeverPull', 'the image is not on the node, and the pod forbids pulling it'],
  ['InvalidImageName', 'the image’s name is malformed'],
  ['CreateContainerConfigError', 'the container can’t be configured'],
  ['CreateContainerError', 'the container can’t be created'],
  ['RunContainerError', 'the container can’t be started'],
]);

/**
 * @param othersStart whether other pods are still starting, for one of which this one may be waiting.
 * @returns what keeps one of the pod's containers from running, if anything does.
 */
export function containerTrouble(pod: V1Pod, othersStart = false): Trouble | undefined {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const troubles = statuses.flatMap((status) => judge(pod, status, othersStart) ?? []);
  return troubles.find(({ state }) => state === 'hopeless') ?? troubles[0];
}

function judge(pod: V1Pod, status: V1ContainerStatus, othersStart: boolean): Trouble | undefined {
  const wait = status.state?.waiting;
  const image = `${status.name}: ${status.image}`;
  const never = NEVER_HEALS.get(wait?.reason ?? '');
  if (never) return stuck(`${never} (${image}): ${wait?.message ?? wait?.reason}`);
  if (wait?.reason === 'ErrImagePull') return waiting(`pulling failed (${image}): ${wait.message ?? ''}`);
  if (isCrashing(status)) return crash(pod, status, othersStart);
  return undefined;
}

/** Between two crashes a container seems to be running; only its restarts show the loop. */
function isCrashing(status: V1ContainerStatus): boolean {
  if (status.state?.waiting?.reason === 'CrashLoopBackOff') return true;
  if (status.state?.terminated && status.state.terminated.exitCode !== 0) return true;
  return !status.ready && status.restartCount > CRASH_LOOP_RESTARTS && status.lastState?.terminated !== undefined;
}

function crash(pod: V1Pod, status: V1ContainerStatus, othersStart: boolean): Trouble {
  const end = status.state?.terminated ?? status.lastState?.terminated;
  const how = end?.reason === 'OOMKilled' ? 'ran out of memory (OOMKilled)' : `ended with exit code ${end?.exitCode}`;
  const reason = `container ${status.name} ${how}, restarted ${status.restartCount} time(s)`;
  if (status.restartCount < (othersStart ? CERTAIN_RESTARTS : CRASH_LOOP_RESTARTS)) return waiting(reason);
  return stuck(`crash loop: ${reason}`, { pod: pod.metadata?.name ?? '', container: status.name });
}
