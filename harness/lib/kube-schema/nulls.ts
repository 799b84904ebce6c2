import type { KubernetesObject } from '../kube-objects/index.ts';

/**
 * @returns the object as the API server reads it: a field without a value is absent, and a ConfigMap or Secret key
 *   without a value is an empty string. The same object if it has no nulls.
 */
export function withoutNulls(object: KubernetesObject): KubernetesObject {
  return holdsNull(object) ? (pruned(object, []) as KubernetesObject) : object;
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  for (const part of Object.values(value)) if (holdsNull(part)) return true;
  return false;
}

const TEXTS = ['data', 'stringData'];

/** Null list items stay: they are faults. */
function pruned(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pruned(item, [...path, '']));
  if (typeof value !== 'object' || value === null) return value;
  const empty = path.length === 1 && TEXTS.includes(path[0] ?? '') ? '' : undefined;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    if (field !== null) return [[name, pruned(field, [...path, name])]];
    return empty === undefined ? [] : [[name, empty]];
  });
  return Object.fromEntries(fields);
}
