import type {
  CoreV1Event,
  V1Deployment,
  V1EndpointSlice,
  V1Ingress,
  V1PersistentVolumeClaim,
  V1Pod,
} from '@kubernetes/client-node';

/** The current state of a namespace. */
export interface NamespaceView {
  readonly deployments: readonly V1Deployment[];
  readonly pods: readonly V1Pod[];
  readonly events: readonly CoreV1Event[];
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly slices: readonly V1EndpointSlice[];
  readonly ingresses: readonly V1Ingress[];
}

/** The container whose last lines explain a failure. */
export interface LogTarget {
  readonly pod: string;
  readonly container: string;
}

/** Why something is not ready; `hopeless` if waiting longer would not help. */
export interface Trouble {
  readonly state: 'pending' | 'hopeless';
  readonly reason: string;
  readonly logs?: LogTarget;
}

export type SubjectStatus = { readonly state: 'ready' } | Trouble;

export const READY: SubjectStatus = { state: 'ready' };
export const waiting = (reason: string): Trouble => ({ state: 'pending', reason });
export const stuck = (reason: string, logs?: LogTarget): Trouble => ({
  state: 'hopeless',
  reason,
  ...(logs ? { logs } : {}),
});

/** @returns the events of an object, newest first. */
export function eventsOf(view: NamespaceView, kind: string, name: string | undefined): CoreV1Event[] {
  return view.events
    .filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name)
    .sort((a, b) => seenAt(b) - seenAt(a));
}

/** @returns how often the event occurred. */
export const timesSeen = (event: CoreV1Event): number => event.series?.count ?? event.count ?? 1;

/** A watch returns times as text, a list as dates. */
export const millis = (time: Date | string | undefined | null): number => (time ? new Date(time).getTime() : 0);

const seenAt = (event: CoreV1Event): number =>
  millis(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp);
