import type { FieldPath } from '../yaml-source/index.ts';
import { type ComposeNode, withField, withoutField } from './node.ts';

/** @returns the services without what `!reset` and `!override` of a later document clear; list items can't be cleared. */
export function clear(
  services: ReadonlyMap<string, ComposeNode>,
  cleared: readonly FieldPath[],
): Map<string, ComposeNode> {
  const remaining = new Map(services);
  for (const [section, name, ...path] of cleared) {
    if (section === undefined || (section === 'services' && name === undefined)) remaining.clear();
    if (section !== 'services' || typeof name !== 'string') continue;
    const service = remaining.get(name);
    if (path.length === 0) remaining.delete(name);
    else if (service) remaining.set(name, without(service, path));
  }
  return remaining;
}

function without(node: ComposeNode, [name, ...rest]: FieldPath): ComposeNode {
  if (node.kind !== 'mapping' || typeof name !== 'string') return node;
  if (rest.length === 0) return withoutField(node, name);
  const field = node.fields.get(name);
  return field ? withField(node, name, without(field, rest)) : node;
}
