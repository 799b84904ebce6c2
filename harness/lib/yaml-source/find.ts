import type { PlacedField, PlacedNode } from './tree.ts';
import type { FieldPath } from './types.ts';

/** What is at a path. */
export interface Found {
  /** Offset of the key or item; of the nearest ancestor if the path does not exist. */
  readonly key: number;
  /** The node; undefined if the path does not exist. */
  readonly node: PlacedNode | undefined;
}

/** Follows a path, also through aliases and merge keys. */
export function findIn(root: PlacedNode, path: FieldPath): Found {
  let found = { key: Math.max(root.start, 0), node: root };
  for (const step of path) {
    const next = stepInto(found.node, step);
    if (!next) return { key: found.key, node: undefined };
    found = { key: next.key < 0 ? found.key : next.key, node: next.value };
  }
  return found;
}

function stepInto(node: PlacedNode, step: string | number): PlacedField | undefined {
  const own = node.items?.[Number(step)] ?? node.fields?.get(String(step));
  if (own) return own;
  for (const source of node.merged ?? []) {
    const found = stepInto(source, step);
    if (found) return found;
  }
  return undefined;
}
