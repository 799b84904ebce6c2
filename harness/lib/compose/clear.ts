import type { FieldPath } from '../yaml-source/index.ts';
import { type ComposeNode, withField, withoutField } from './node.ts';

/** @returns services without what `!reset` and `!override` of a later document take away; items of lists can't be. */
export function clear(
  services: ReadonlyMap<string, ComposeNode>,
  cleared: readonly FieldPath[],
): Map<string, ComposeNode> {
  const left = new Map(services);
  for (const [section, name, ...path] of cleared) {
    if (section === undefined || (section === 'services' && name === undefined)) left.clear();
    if (section !== 'services' || typeof name !== 'string') continue;
    const service = left.get(name);
    if (path.length === 0) left.delete(name);
    else if (service) left.set(name, without(service, path));
  }
  return left;
}

function without(node: ComposeNode, [name, ...rest]: FieldPath): ComposeNode {
  if (node.kind !== 'mapping' || typeof name !== 'string') return node;
  if (rest.length === 0) return withoutField(node, name);
  const field = node.fields.get(name);
  return field ? withField(node, name, without(field, rest)) : node;
}
