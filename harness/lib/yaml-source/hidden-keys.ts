import type { PlacedNode } from './tree.ts';
import type { FieldPath } from './types.ts';

/** A key that a later one of the same name hides: the path of the field, and the offset of the hidden key. */
export interface HiddenKey {
  readonly path: FieldPath;
  readonly key: number;
}

/** @returns every key that is hidden, in the order of the text; what stands below a hidden key is not looked at. */
export function hiddenKeysIn(root: PlacedNode): HiddenKey[] {
  const found: HiddenKey[] = [];
  const seen = new Set<PlacedNode>();
  const visit = (node: PlacedNode, path: FieldPath): void => {
    // Aliases share their node with the anchor.
    if (seen.has(node)) return;
    seen.add(node);
    for (const { text, key } of node.hidden ?? []) found.push({ path: [...path, text], key });
    for (const [name, { value }] of node.fields ?? []) visit(value, [...path, name]);
    for (const [index, { value }] of (node.items ?? []).entries()) visit(value, [...path, index]);
  };
  visit(root, []);
  return found.sort((a, b) => a.key - b.key);
}
