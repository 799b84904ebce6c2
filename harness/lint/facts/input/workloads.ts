import type { V1Container, V1PodSpec, V1PodTemplateSpec } from '@kubernetes/client-node';
import type { FieldPath, ManifestObject } from '../../../manifests/index.ts';

/** An object that creates pods. Its `spec` fits the schema of its kind. */
export interface Workload {
  readonly entry: ManifestObject;
  readonly labels: Readonly<Record<string, string>>;
  /** `matchLabels`; undefined for kinds without a selector (Job, CronJob, Pod). */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** As declared; undefined if it is not, or if the kind has none. Kubernetes' default for a Deployment is 1. */
  readonly replicas: number | undefined;
  readonly spec: V1PodSpec;
  /** Path of the pod's `spec` within the object. */
  readonly path: FieldPath;
  readonly containers: readonly PlacedContainer[];
}

export interface PlacedContainer {
  readonly container: V1Container;
  readonly path: FieldPath;
  readonly init: boolean;
}

interface Shape {
  readonly replicas?: number;
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly template?: V1PodTemplateSpec;
  readonly jobTemplate?: { readonly spec?: Shape };
}

/** Kind → where its pod template is. */
const TEMPLATES: ReadonlyMap<string, FieldPath> = new Map([
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].map((kind): [string, FieldPath] => [
    kind,
    ['spec', 'template'],
  ]),
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['Pod', []],
]);

/** @returns the objects that create pods. All objects must fit the schema of their kind. */
export function workloadsOf(objects: readonly ManifestObject[]): Workload[] {
  return objects.flatMap((entry) => {
    const at = TEMPLATES.get(entry.object.kind);
    if (!at) return [];
    const spec = (entry.object.spec ?? {}) as Shape;
    const template = templateOf(entry, spec);
    if (!template?.spec) return [];
    const path = [...at, 'spec'];
    return [
      {
        entry,
        labels: template.metadata?.labels ?? {},
        selector: spec.selector?.matchLabels,
        replicas: spec.replicas,
        spec: template.spec,
        path,
        containers: containersOf(template.spec, path),
      },
    ];
  });
}

function templateOf({ object }: ManifestObject, spec: Shape): V1PodTemplateSpec | undefined {
  if (object.kind === 'Pod') return object as V1PodTemplateSpec;
  return object.kind === 'CronJob' ? spec.jobTemplate?.spec?.template : spec.template;
}

function containersOf(spec: V1PodSpec, path: FieldPath): PlacedContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, index) => ({
      container,
      path: [...path, field, index],
      init: field === 'initContainers',
    })),
  );
}

/** @returns whether the selector matches these labels; an empty one matches nothing. */
export function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
