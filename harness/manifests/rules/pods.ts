import type { FieldPath, ManifestObject } from '../types.ts';
import { type Container, type PodSpec, workload } from '../views.ts';
import { ofKind } from './rule.ts';

/** The pods that an object makes. */
export interface PodSource {
  readonly entry: ManifestObject;
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined for a Job. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly spec: PodSpec;
  /** Path of the pod's `spec` within the object. */
  readonly path: FieldPath;
}

export interface PlacedContainer {
  readonly container: Container;
  readonly path: FieldPath;
}

/** @returns the pods of every workload of the set. */
export function podsOf(objects: readonly ManifestObject[]): PodSource[] {
  return ofKind(objects, workload, 'Deployment', 'StatefulSet', 'DaemonSet', 'Job').map(({ entry, view }) => ({
    entry,
    labels: view.spec.template.metadata?.labels ?? {},
    selector: view.spec.selector?.matchLabels,
    spec: view.spec.template.spec,
    path: ['spec', 'template', 'spec'],
  }));
}

/** @returns the containers of a pod, the ones that run before the others included. */
export function containersOf({ spec, path }: PodSource): PlacedContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, index) => ({ container, path: [...path, field, index] })),
  );
}

/** @returns whether pods with these labels are meant by the selector; an empty selector means none. */
export function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
