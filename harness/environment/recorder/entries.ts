import type { CoreV1Event, V1ContainerStatus, V1EndpointSlice, V1Node, V1Pod } from '@kubernetes/client-node';
import type { ContainerState, EntryOf } from '../../core/model/timeline.ts';

/** @returns the pod as the timeline has it. */
export function podEntry(pod: V1Pod, at: number, deleted = false): EntryOf<'pod'> {
  const { metadata, spec, status } = pod;
  const images = new Map(spec?.containers.map(({ name, image = '' }) => [name, image]));
  return {
    ...{ at, kind: 'pod', pod: metadata?.name ?? '', workload: workloadOf(pod), deleted },
    ready: status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false,
    ending: metadata?.deletionTimestamp !== undefined,
    containers: (status?.containerStatuses ?? []).map((one) => containerOf(one, images.get(one.name) ?? one.image)),
  };
}

/** @returns the name of the Deployment, StatefulSet or other owner; a pod without one is its own. */
function workloadOf({ metadata }: V1Pod): string {
  const [owner] = metadata?.ownerReferences ?? [];
  if (!owner) return metadata?.name ?? '';
  const hash = metadata?.labels?.['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash ? owner.name.replace(`-${hash}`, '') : owner.name;
}

function containerOf(status: V1ContainerStatus, image: string): ContainerState {
  const last = status.lastState?.terminated;
  const id = status.containerID?.replace(/^\w+:\/\//, '');
  return {
    ...{ name: status.name, image, ready: status.ready, restarts: status.restartCount, state: stateOf(status) },
    ...(id ? { id } : {}),
    ...(last
      ? {
          last: {
            reason: last.reason ?? '',
            exitCode: last.exitCode,
            finishedAt: new Date(last.finishedAt ?? 0).getTime(),
          },
        }
      : {}),
  };
}

function stateOf({ state }: V1ContainerStatus): string {
  if (state?.running) return 'running';
  if (state?.terminated) return `terminated: ${state.terminated.reason ?? 'no reason'} (${state.terminated.exitCode})`;
  return `waiting: ${state?.waiting?.reason ?? 'no reason'}`;
}

export function nodeEntry({ metadata, status }: V1Node, at: number): EntryOf<'node'> {
  const ready = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
  return { at, kind: 'node', node: metadata?.name ?? '', ready };
}

/** The newest time that the event carries: `lastTimestamp` of old producers, `series` or `eventTime` of new ones. */
export function eventEntry(event: CoreV1Event, seenAt: number): EntryOf<'event'> {
  const { involvedObject: on, lastTimestamp, eventTime, series } = event;
  const time = series?.lastObservedTime ?? lastTimestamp ?? eventTime;
  return {
    ...{ at: time ? new Date(String(time)).getTime() || seenAt : seenAt, kind: 'event', type: event.type ?? '' },
    ...{ reason: event.reason ?? '', object: `${on.kind} ${on.name}`, message: event.message ?? '' },
    count: series?.count ?? event.count ?? 1,
  };
}

/** @returns how many ready addresses the Service has over all its slices. */
export function endpointsEntry(service: string, slices: readonly V1EndpointSlice[], at: number): EntryOf<'endpoints'> {
  // A Service without pods has `endpoints: null`, whatever the client's types say.
  const ready = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).flatMap(({ addresses }) => addresses),
  );
  return { at, kind: 'endpoints', service, ready: new Set(ready).size };
}

export const serviceOf = ({ metadata }: V1EndpointSlice): string =>
  metadata?.labels?.['kubernetes.io/service-name'] ?? '';
