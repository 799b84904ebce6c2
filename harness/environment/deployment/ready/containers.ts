import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { stuck, type Trouble, waiting } from './view.ts';

/** This many restarts count as a crash loop; with fewer, the container may still start. */
const CRASH_LOOP_RESTARTS = 2;

/** The kubelet's waiting reasons from which a container never recovers by itself. */
const NEVER_HEALS = new Map([
  ['ImagePullBackOff', 'the image can’t be pulled'],
  ['ErrImageNeverPull', 'the image is not on the node, and the pod forbids pulling it'],
  ['InvalidImageName', 'the image’s name is malformed'],
  ['CreateContainerConfigError', 'the container can’t be configured'],
  ['CreateContainerError', 'the container can’t be created'],
  ['RunContainerError', 'the container can’t be started'],
]);

/** @returns what keeps one of the pod's containers from running, if anything does. */
export function containerTrouble(pod: V1Pod): Trouble | undefined {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const troubles = statuses.flatMap((status) => judge(pod, status) ?? []);
  return troubles.find(({ state }) => state === 'hopeless') ?? troubles[0];
}

function judge(pod: V1Pod, status: V1ContainerStatus): Trouble | undefined {
  const wait = status.state?.waiting;
  const image = `${status.name}: ${status.image}`;
  const never = NEVER_HEALS.get(wait?.reason ?? '');
  if (never) return stuck(`${never} (${image}): ${wait?.message ?? wait?.reason}`);
  if (wait?.reason === 'ErrImagePull') return waiting(`pulling failed (${image}): ${wait.message ?? ''}`);
  if (isCrashing(status)) return crash(pod, status);
  return undefined;
}

/** Between two crashes a container seems to be running; only its restarts show the loop. */
function isCrashing(status: V1ContainerStatus): boolean {
  if (status.state?.waiting?.reason === 'CrashLoopBackOff') return true;
  if (status.state?.terminated && status.state.terminated.exitCode !== 0) return true;
  return !status.ready && status.restartCount > CRASH_LOOP_RESTARTS && status.lastState?.terminated !== undefined;
}

function crash(pod: V1Pod, status: V1ContainerStatus): Trouble {
  const end = status.state?.terminated ?? status.lastState?.terminated;
  const how = end?.reason === 'OOMKilled' ? 'ran out of memory (OOMKilled)' : `ended with exit code ${end?.exitCode}`;
  const reason = `container ${status.name} ${how}, restarted ${status.restartCount} time(s)`;
  if (status.restartCount < CRASH_LOOP_RESTARTS) return waiting(reason);
  return stuck(`crash loop: ${reason}`, { pod: pod.metadata?.name ?? '', container: status.name });
}
