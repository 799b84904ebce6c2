import type { KubernetesObject } from '../kube-objects/index.ts';
import type { Schema } from './schema.ts';

/** A kind declared by a CustomResourceDefinition, in one of its versions. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
}

interface Definition {
  readonly group?: unknown;
  readonly scope?: unknown;
  readonly names?: { readonly kind?: unknown };
  readonly versions?: readonly ({
    readonly name?: unknown;
    readonly schema?: { readonly openAPIV3Schema?: Schema };
  } | null)[];
}

/** The API server adds these to every schema. */
const FRAME: Readonly<Record<string, Schema>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { $ref: 'meta.v1.ObjectMeta' },
};

/** @returns the kinds that the object declares; none unless it is a well-formed CustomResourceDefinition. */
export function customKinds(object: KubernetesObject): CustomKind[] {
  if (object.kind !== 'CustomResourceDefinition') return [];
  const { group, scope, names, versions } = (object.spec ?? {}) as Definition;
  const kind = names?.kind;
  if (typeof kind !== 'string' || typeof group !== 'string' || !Array.isArray(versions)) return [];
  return (versions as NonNullable<Definition['versions']>).flatMap((version) => {
    if (typeof version?.name !== 'string') return [];
    const schema = withFrame(version.schema?.openAPIV3Schema ?? {});
    return [{ apiVersion: `${group}/${version.name}`, kind, namespaced: scope === 'Namespaced', schema }];
  });
}

function withFrame(schema: Schema): Schema {
  return schema.properties ? { ...schema, properties: { ...schema.properties, ...FRAME } } : schema;
}
