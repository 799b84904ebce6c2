export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

/**
 * The JSON Schema keywords that describe the shape of a value in Kubernetes' OpenAPI documents and in structural custom
 * resource schemas. All other keywords are ignored.
 */
export interface Schema {
  /** Name of another definition in the same release. */
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
  /** Schema of a mapping's values. `properties` without it means that no other fields exist. */
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export type Definitions = Readonly<Record<string, Schema>>;

/** What a release of Kubernetes serves, with its schemas: the content of a file in `schemas/`. */
export interface KubernetesRelease {
  /** `v1.34.4` */
  readonly kubernetes: string;
  /** `apps/v1` → `Deployment` → its properties. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, ServedKind>>>>;
  readonly definitions: Definitions;
}

export interface ServedKind {
  readonly namespaced: boolean;
  /** Name of the definition. */
  readonly schema: string;
}
