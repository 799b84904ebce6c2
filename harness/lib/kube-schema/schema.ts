export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

/**
 * What a value must be: the keywords of JSON Schema that Kubernetes' OpenAPI documents and structural custom resource
 * schemas use to say so. Whatever else they hold says nothing about the shape and is not looked at.
 */
export interface Schema {
  /** Name of a definition beside which this one stands. */
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of a mapping without `properties`: what its values must be. `properties` alone mean that there is nothing else. */
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export type Definitions = Readonly<Record<string, Schema>>;

/** What a release of Kubernetes serves, with the schemas of it: the content of a file in `schemas/`. */
export interface KubernetesRelease {
  /** `v1.34.4` */
  readonly kubernetes: string;
  /** `apps/v1` → `Deployment` → what is known of it. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, ServedKind>>>>;
  readonly definitions: Definitions;
}

export interface ServedKind {
  readonly namespaced: boolean;
  /** Name of the definition. */
  readonly schema: string;
}
