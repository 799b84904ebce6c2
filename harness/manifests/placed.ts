import type { KubernetesObject, ManifestObject, ManifestSet } from '../lib/kube-objects/index.ts';
import { schemasOf } from '../lib/kube-schema/index.ts';

/** A set in its namespace, and what that took. */
export interface Placed {
  readonly set: ManifestSet;
  /** A line for each thing that the set itself does not say. */
  readonly notes: readonly string[];
}

/** Where an object that no file has comes from. */
const BY_HARNESS = { file: '(made by the harness)', line: 1 };

/**
 * As `helm install -n` and `kubectl apply -n` do: an object without a namespace belongs to the given one, which is made if the set does
 * not have it.
 * @param version of Kubernetes, whose schemas say which kinds have a namespace; of the set's own kinds its definitions do.
 */
export function placeIn(set: ManifestSet, namespace: string, version: string): Placed {
  const schemas = schemasOf(
    version,
    set.objects.map(({ object }) => object),
  );
  const isHomeless = ({ object }: ManifestObject): boolean =>
    !object.metadata.namespace && schemas.kindOf(object)?.namespaced === true;
  const homeless = set.objects.filter(isHomeless).length;
  const objects = set.objects.map((entry) => (isHomeless(entry) ? inNamespace(entry, namespace) : entry));
  const there = objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace);
  const [first] = objects;
  if (there || first === undefined) return { set: { ...set, objects }, notes: notesOf(namespace, false, homeless) };
  const made = { ...first, ...BY_HARNESS, object: namespaceObject(namespace) };
  return { set: { ...set, objects: [made, ...objects] }, notes: notesOf(namespace, true, homeless) };
}

const inNamespace = (entry: ManifestObject, namespace: string): ManifestObject => ({
  ...entry,
  object: { ...entry.object, metadata: { ...entry.object.metadata, namespace } },
});

const namespaceObject = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

function notesOf(namespace: string, made: boolean, homeless: number): string[] {
  return [
    ...(made ? [`the set has no Namespace ${namespace}: the harness makes it`] : []),
    ...(homeless > 0 ? [`${homeless} objects name no namespace: they are applied in ${namespace}`] : []),
  ];
}
