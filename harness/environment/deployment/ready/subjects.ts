import { type ManifestSet, nameOf } from '../../../lib/kube-objects/index.ts';
import { isSelectingService, podsOf } from '../../../manifests/views.ts';
import { deploymentStatus } from './deployments.ts';
import { ingressStatus, serviceStatus } from './network.ts';
import { claimStatus } from './storage.ts';
import type { NamespaceView, SubjectStatus } from './view.ts';

/** Something that has to become ready. */
export interface Subject {
  /** `Deployment dify/dify-api`. */
  readonly name: string;
  look(view: NamespaceView, now: number): SubjectStatus;
}

/**
 * @returns what has to become ready: Deployments, claims that a pod uses, Services with a selector and, with `withIngress`,
 *   Ingresses. Claims come first: they are the cause if their pods can't be scheduled.
 */
export function subjectsOf({ objects }: ManifestSet, withIngress: boolean): Subject[] {
  const used = new Set(
    podsOf(objects).flatMap(({ volumes = [] }) =>
      volumes.flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []),
    ),
  );
  const selecting = new Set(
    objects.filter(({ object }) => isSelectingService(object)).map(({ object }) => object.metadata.name),
  );
  const every = (kind: string, look: (name: string, view: NamespaceView, now: number) => SubjectStatus): Subject[] =>
    objects
      .filter(({ object }) => object.kind === kind)
      .map(({ object }) => ({ name: nameOf(object), look: (view, now) => look(object.metadata.name, view, now) }));
  return [
    ...every('PersistentVolumeClaim', (name, view) => (used.has(name) ? claimStatus(name, view) : { state: 'ready' })),
    ...every('Deployment', deploymentStatus),
    ...every('Service', (name, view) => (selecting.has(name) ? serviceStatus(name, view) : { state: 'ready' })),
    ...(withIngress ? every('Ingress', ingressStatus) : []),
  ];
}
