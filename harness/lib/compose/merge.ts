import {
  type ComposeNode,
  isNull,
  type ListNode,
  type MappingNode,
  type ScalarNode,
  sameNode,
  scalarNode,
} from './node.ts';
import type { Problems } from './problems.ts';

/** Merges `over` onto `base`, for one field of a service. */
type Merger = (base: ComposeNode, over: ComposeNode, problems: Problems) => ComposeNode;

/** Fields that Compose merges by special rules (compose-go, override/merge.go). */
const SPECIAL: ReadonlyMap<string, Merger> = new Map<string, Merger>([
  ['environment', mergeKeyValues],
  ['env_file', (base, over) => append(asList(base), asList(over))],
  ['networks', mergeNames],
]);

/** @returns the base service overridden by the fields of a later file's service, or of the one that extends it. */
export function mergeService(base: ComposeNode, over: ComposeNode, problems: Problems): ComposeNode {
  if (base.kind !== 'mapping' || over.kind !== 'mapping') return merge(base, over, problems);
  return mergeMappings(base, over, problems, SPECIAL);
}

function mergeMappings(
  base: MappingNode,
  over: MappingNode,
  problems: Problems,
  special?: ReadonlyMap<string, Merger>,
): MappingNode {
  const fields = new Map(base.fields);
  for (const [name, node] of over.fields) {
    const below = fields.get(name);
    fields.set(name, below ? (special?.get(name) ?? merge)(below, node, problems) : node);
  }
  return { kind: 'mapping', fields, at: over.at };
}

function merge(base: ComposeNode, over: ComposeNode, problems: Problems): ComposeNode {
  if (isNull(over)) return base;
  if (base.kind === 'scalar') return over;
  if (base.kind === 'list' && over.kind === 'list') return append(base, over);
  if (base.kind === 'mapping' && over.kind === 'mapping') return mergeMappings(base, over, problems);
  problems.add('COMPOSE_INVALID', over.at, `a ${over.kind} can't be merged onto the ${base.kind} at ${placeOf(base)}`);
  return over;
}

const placeOf = ({ at }: ComposeNode): string => `${at.file}:${at.position.line}`;

/** Appends items, skipping exact duplicates. */
function append(base: ListNode, over: ListNode): ListNode {
  const items = [...base.items];
  for (const item of over.items) if (!items.some((existing) => sameNode(existing, item))) items.push(item);
  return { kind: 'list', items, at: over.at };
}

function asList(node: ComposeNode): ListNode {
  if (node.kind === 'list') return node;
  return { kind: 'list', items: isNull(node) ? [] : [node], at: node.at };
}

/** Merges `NAME=value` lists and mappings into one list: the last entry of a name wins, at the position of the first. */
function mergeKeyValues(base: ComposeNode, over: ComposeNode): ListNode {
  return { kind: 'list', items: uniqueBy([...keyValues(base), ...keyValues(over)], keyOf), at: over.at };
}

function keyValues(node: ComposeNode): readonly ComposeNode[] {
  if (node.kind !== 'mapping') return asList(node).items;
  return [...node.fields].map(([name, field]) => keyValue(name, field));
}

/** @returns a mapping entry as `NAME=value`, or as `NAME` if it has no value. */
function keyValue(name: string, field: ComposeNode): ComposeNode {
  if (field.kind !== 'scalar') return field;
  if (field.value === null) return { ...field, value: name, text: name };
  const text = `${name}=${field.text}`;
  const sole = field.sole && { setting: field.sole.setting, after: `${name}=${field.sole.after}` };
  return { ...field, value: text, text, sole } satisfies ScalarNode;
}

export const keyOf = (node: ComposeNode): string =>
  node.kind === 'scalar' ? (node.text.split('=', 1)[0] ?? '') : placeOf(node);

/** Networks are either a list of names or a mapping by name. */
function mergeNames(base: ComposeNode, over: ComposeNode, problems: Problems): MappingNode {
  return mergeMappings(asMapping(base), asMapping(over), problems);
}

export function asMapping(node: ComposeNode): MappingNode {
  if (node.kind === 'mapping') return node;
  const names = asList(node).items.filter((item) => item.kind === 'scalar');
  return { kind: 'mapping', fields: new Map(names.map(({ text, at }) => [text, scalarNode(null, at)])), at: node.at };
}

/** The last entry of a key wins, at the position of the first (compose-go, override/uncity.go). */
export function uniqueBy<T>(entries: readonly T[], key: (entry: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const entry of entries) byKey.set(key(entry), entry);
  return [...byKey.values()];
}
