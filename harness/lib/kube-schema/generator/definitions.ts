import type { Definitions, Schema } from '../schema.ts';
import { OVERLAY } from './overlay.ts';

/** A definition in Kubernetes' `swagger.json` (OpenAPI 2). */
export interface OpenApiSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: OpenApiSchema;
  readonly items?: OpenApiSchema;
  readonly [keyword: string]: unknown;
}

const REF = '#/definitions/';

/** Types whose JSON form the OpenAPI document can't express, by the end of their names. */
const SPECIAL: Readonly<Record<string, Schema>> = {
  'api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
  'util.intstr.IntOrString': { type: ['integer', 'string'] },
  'pkg.runtime.RawExtension': { type: 'object' },
};

/** @returns `core.v1.Pod` for `io.k8s.api.core.v1.Pod`. */
export const shortName = (definition: string): string => definition.split('.').slice(-3).join('.');

/**
 * Creates the compact form of the named definitions and everything they refer to: no descriptions, short names, with the
 * enums and the overlay added.
 * @param enums see {@link enumsIn}.
 * @throws Error when two definitions would have the same short name, or a reference is dangling.
 */
export function compactDefinitions(
  source: Readonly<Record<string, OpenApiSchema>>,
  wanted: readonly string[],
  enums: ReadonlyMap<string, readonly string[]>,
): Definitions {
  const fullNames = new Map<string, string>();
  const compact = new Map<string, Schema>();
  const open = [...wanted];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const short = shortName(name);
    const other = fullNames.get(short);
    if (other === name || SPECIAL[short]) continue;
    const schema = source[name];
    if (other || !schema) throw new Error(other ? `${other} and ${name} are both ${short}` : `no definition ${name}`);
    fullNames.set(short, name);
    compact.set(
      short,
      convert(schema, (property) => enums.get(`${short.replaceAll('.', '_')}.${property}`), short),
    );
    open.push(...referencesIn(schema));
  }
  return Object.fromEntries([...compact].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type EnumOf = (property: string) => readonly string[] | undefined;

function convert(schema: OpenApiSchema, enumOf: EnumOf, definition: string): Schema {
  if (schema.$ref) return SPECIAL[nameIn(schema.$ref)] ?? { $ref: nameIn(schema.$ref) };
  const { type, format, required, items, additionalProperties } = schema;
  const inner = (part: OpenApiSchema) => convert(part, enumOf, definition);
  return {
    ...(type && { type: type as NonNullable<Schema['type']> }),
    ...(format && { format }),
    ...(schema.properties && { properties: properties(schema, enumOf, definition) }),
    ...(required && { required }),
    ...(items && { items: inner(items) }),
    ...(additionalProperties && { additionalProperties: inner(additionalProperties) }),
  };
}

function properties(schema: OpenApiSchema, enumOf: EnumOf, definition: string): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const required = schema.required?.includes(name) === true;
      const values = withValues(convert(property, enumOf, definition), enumOf(name), required);
      return [name, { ...values, ...OVERLAY[`${definition}.${name}`] }];
    }),
  );
}

/** In an optional field, an empty string is the same as none (Go's `omitempty`). */
function withValues(schema: Schema, values: readonly string[] | undefined, required: boolean): Schema {
  if (!values) return schema;
  if (schema.items) return { ...schema, items: { ...schema.items, enum: values } };
  return { ...schema, enum: required || values.includes('') ? values : [...values, ''] };
}

function referencesIn(schema: OpenApiSchema): string[] {
  if (schema.$ref) return [schema.$ref.slice(REF.length)];
  const parts = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return parts.flatMap((part) => (part ? referencesIn(part) : []));
}

const nameIn = (reference: string): string => shortName(reference.slice(REF.length));
