import { type KubernetesObject, parseManifest } from '../../kube-objects/index.ts';
import { type CustomKind, customKinds } from '../custom.ts';
import type { Schema } from '../schema.ts';

/** Kinds that an extension of Kubernetes adds, with the release that they are from. */
export interface ExtensionRelease {
  readonly version: string;
  readonly kinds: readonly CustomKind[];
}

/** What tells whether a field exists and has the right type; the rest of a schema is prose, or an expression to evaluate. */
const KEPT = [
  'type',
  'required',
  'enum',
  'minItems',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
];

/** Kinds that a controller of the Gateway API for HTTP watches: it waits for all of them before it routes anything. */
const WATCHED = ['BackendTLSPolicy', 'GatewayClass', 'Gateway', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant'];

/**
 * @param files as for `extensionOf`.
 * @returns the CustomResourceDefinitions of what a controller watches, complete with defaults and validation, without their prose.
 */
export function definitionsOf(files: readonly string[]): KubernetesObject[] {
  const objects = files.flatMap((text) => parseManifest('', text).objects.map(({ object }) => object));
  return objects
    .filter(({ kind, spec }) => kind === 'CustomResourceDefinition' && WATCHED.includes(kindIn(spec)))
    .map((object) => withoutProse(object) as KubernetesObject);
}

const kindIn = (spec: unknown): string => (spec as { readonly names: { readonly kind: string } }).names.kind;

/** A description is a text; a property of that name is a schema. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name, one]) => name !== 'description' || typeof one !== 'string');
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutProse(one)]));
}

/** @param files manifests with the CustomResourceDefinitions of the release, as text. @returns what they define, as small as checking needs. */
export function extensionOf(version: string, files: readonly string[]): ExtensionRelease {
  const definitions = files.flatMap((text) => parseManifest('', text).objects.map(({ object }) => object));
  const kinds = definitions.flatMap(customKinds).map((kind) => ({ ...kind, schema: slim(kind.schema) }));
  return { version, kinds: kinds.sort((a, b) => (`${a.kind} ${a.apiVersion}` < `${b.kind} ${b.apiVersion}` ? -1 : 1)) };
}

function slim(schema: Schema): Schema {
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  const kept = Object.fromEntries(Object.entries(schema).filter(([name]) => KEPT.includes(name)));
  const { properties, items, additionalProperties } = schema;
  return {
    ...kept,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, slim(one)])),
    }),
    ...(items && { items: slim(items) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: slim(additionalProperties) } : {}),
    ...(typeof additionalProperties === 'boolean' ? { additionalProperties } : {}),
  } as Schema;
}
