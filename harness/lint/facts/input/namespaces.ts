import type { Schemas } from '../../../lib/kube-schema/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';

/**
 * A set whose objects name one namespace, some of them none, is meant for that one: whoever applies it says `-n`. Where
 * several are named, or none, an object stays where it is.
 */
export function withNamespaces(objects: readonly ManifestObject[], schemas: Schemas): readonly ManifestObject[] {
  const named = new Set(objects.flatMap(({ object }) => ownNamespace(object) ?? []));
  const [only] = named;
  if (only === undefined || named.size > 1) return objects;
  return objects.map((entry) => {
    const { object } = entry;
    if (object.metadata.namespace || !schemas.kindOf(object)?.namespaced) return entry;
    return { ...entry, object: { ...object, metadata: { ...object.metadata, namespace: only } } };
  });
}

const ownNamespace = ({ kind, metadata }: ManifestObject['object']): string | undefined =>
  kind === 'Namespace' ? metadata.name : metadata.namespace || undefined;
