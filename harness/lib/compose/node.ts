import type { Setting } from './environment.ts';
import type { ComposePlace } from './types.ts';

/** A node of a Compose file after interpolation. Immutable, because anchors share nodes. */
export type ComposeNode = ScalarNode | ListNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as printed by Go; empty for null. */
  readonly text: string;
  readonly at: ComposePlace;
  /** Variables that it was interpolated from, in order. */
  readonly interpolated: readonly string[];
  /** Set if the text ends with the value of a single variable: that variable, and the literal text before it. */
  readonly sole?: { readonly setting: Setting; readonly after: string } | undefined;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly ComposeNode[];
  readonly at: ComposePlace;
}

export interface MappingNode {
  readonly kind: 'mapping';
  /** Each field has the place of its key. */
  readonly fields: ReadonlyMap<string, ComposeNode>;
  readonly at: ComposePlace;
}

/** @returns a node that is not in the file, but derived from a short form. */
export function scalarNode(value: ScalarNode['value'], at: ComposePlace): ScalarNode {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), at, interpolated: [] };
}

export function mappingNode(fields: Iterable<readonly [string, ComposeNode]>, at: ComposePlace): MappingNode {
  return { kind: 'mapping', fields: new Map(fields), at };
}

/** @returns a copy of a mapping with one field set. */
export function withField(node: MappingNode, name: string, value: ComposeNode): MappingNode {
  return { ...node, fields: new Map(node.fields).set(name, value) };
}

/** @returns a copy of a mapping without one field. */
export function withoutField(node: MappingNode, name: string): MappingNode {
  const fields = new Map(node.fields);
  fields.delete(name);
  return { ...node, fields };
}

/** @returns where a value is set: at the variable if it consists of just one, otherwise where it is written. */
export function decidingPlace({ at, sole }: ScalarNode): ComposePlace {
  return (sole?.after === '' ? sole.setting.at : undefined) ?? at;
}

export function isNull(node: ComposeNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** @returns the text of a mapping's field; undefined if it is missing, null, a list or a mapping. */
export function textOf(node: MappingNode, name: string): string | undefined {
  const field = node.fields.get(name);
  return field?.kind === 'scalar' && field.value !== null ? field.text : undefined;
}

/** @returns whether two nodes have the same content, regardless of their places. */
export function sameNode(one: ComposeNode, other: ComposeNode): boolean {
  if (one === other) return true;
  if (one.kind === 'scalar') return other.kind === 'scalar' && one.value === other.value;
  if (one.kind === 'list') {
    if (other.kind !== 'list' || one.items.length !== other.items.length) return false;
    return one.items.every((item, index) => sameOrNone(item, other.items[index]));
  }
  if (other.kind !== 'mapping' || one.fields.size !== other.fields.size) return false;
  return [...one.fields].every(([name, field]) => sameOrNone(field, other.fields.get(name)));
}

const sameOrNone = (one: ComposeNode, other: ComposeNode | undefined): boolean =>
  other !== undefined && sameNode(one, other);
