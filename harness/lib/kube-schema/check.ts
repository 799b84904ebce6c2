import type { FieldPath } from '../kube-objects/index.ts';
import { closestTo } from '../text/index.ts';
import { numberProblem, textProblem } from './scalars.ts';
import type { Definitions, Schema, SchemaType } from './schema.ts';
import { matches, typeProblem } from './value-types.ts';

/** A value that does not match its schema. */
export interface SchemaProblem {
  readonly path: FieldPath;
  /**
   * `unknown` = a field that does not exist, `missing` = a required field, `type` = for example a string instead of a
   * number, `value` = the right type, but an invalid value.
   */
  readonly kind: 'unknown' | 'missing' | 'type' | 'value';
  /** What is wrong, without the path. Never a value that may be a secret. */
  readonly message: string;
  /** What to do, if that is obvious. */
  readonly remedy?: string;
  /** The intended value, if that is obvious: `"5001"` for 5001 where a string is expected. */
  readonly meant?: unknown;
  /** The intended field of an unknown one. */
  readonly meantField?: string;
}

/** @returns everything in the value that does not match the schema, in written order. */
export function checkValue(value: unknown, schema: Schema, definitions: Definitions): SchemaProblem[] {
  const walk = new Walk(definitions);
  walk.visit(value, schema);
  return walk.problems;
}

type Mapping = Readonly<Record<string, unknown>>;

/** A traversal of one value. The path is a single mutable list, only copied for problems, which are rare. */
class Walk {
  readonly problems: SchemaProblem[] = [];
  readonly #definitions: Definitions;
  readonly #path: (string | number)[] = [];

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  visit(value: unknown, declared: Schema): void {
    const schema = declared.$ref === undefined ? declared : this.#definitions[declared.$ref];
    const type = schema && typeOf(schema);
    if (!schema || type === undefined) return;
    if (!matches(value, type)) {
      this.#report({ kind: 'type', ...typeProblem(value, typeof type === 'string' ? [type] : type) });
      return;
    }
    if (Array.isArray(value)) this.#items(value, schema);
    else if (typeof value === 'object') this.#fields(value as Mapping, schema);
    else this.#scalar(value, schema);
  }

  #items(value: readonly unknown[], schema: Schema): void {
    if (value.length < (schema.minItems ?? 0)) {
      this.#report({ kind: 'missing', message: `is empty; at least ${schema.minItems} is required` });
    }
    const { items } = schema;
    if (items) for (const [index, item] of value.entries()) this.#within(index, item, items);
  }

  #fields(value: Mapping, schema: Schema): void {
    const { properties, additionalProperties, required } = schema;
    const open = schema['x-kubernetes-preserve-unknown-fields'] || (!properties && additionalProperties === undefined);
    const misspelled = new Set<string>();
    for (const name of Object.keys(value)) {
      const known = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (typeof known === 'object') this.#within(name, value[name], known);
      else if (known !== true && !open) misspelled.add(this.#unknown(name, properties ?? {}, value));
    }
    for (const name of required ?? []) {
      if (value[name] !== undefined || misspelled.has(name)) continue;
      this.#report({ kind: 'missing', message: 'is missing' }, name);
    }
  }

  /** @returns the intended field; empty if that is not obvious. */
  #unknown(name: string, properties: Readonly<Record<string, Schema>>, value: Mapping): string {
    const fields = Object.keys(properties).sort();
    const meantField = closestTo(
      name,
      fields.filter((field) => !Object.hasOwn(value, field)),
    );
    if (meantField === undefined) {
      this.#report(
        { kind: 'unknown', message: `is not a field here; existing fields: ${fields.join(', ') || 'none'}` },
        name,
      );
      return '';
    }
    const message = `is not a field; did you mean "${meantField}"?`;
    this.#report({ kind: 'unknown', message, remedy: `use ${meantField}`, meantField }, name);
    return meantField;
  }

  #scalar(value: unknown, schema: Schema): void {
    const problem = typeof value === 'number' ? numberProblem(value, schema) : textProblem(value, schema);
    if (problem) this.#report({ kind: 'value', ...problem });
  }

  #within(step: string | number, value: unknown, schema: Schema): void {
    this.#path.push(step);
    this.visit(value, schema);
    this.#path.pop();
  }

  #report(problem: Omit<SchemaProblem, 'path'>, ...more: readonly string[]): void {
    this.problems.push({ path: [...this.#path, ...more], ...problem });
  }
}

const INT_OR_STRING: readonly SchemaType[] = ['integer', 'string'];

const typeOf = (schema: Schema): Schema['type'] => (schema['x-kubernetes-int-or-string'] ? INT_OR_STRING : schema.type);
