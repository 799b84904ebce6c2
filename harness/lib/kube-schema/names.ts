import type { KubernetesObject } from '../kube-objects/index.ts';
import type { SchemaProblem } from './check.ts';
import { TEXT_FORMATS } from './formats.ts';

/** Kinds whose names are DNS labels, or not DNS names at all (Kubernetes, "Object Names and IDs"). */
const LABELS = new Set(['Service', 'Namespace']);
const FREE = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

/** @returns what is wrong with the object's name: the rules depend on the kind, and OpenAPI does not express them. */
export function nameProblem({ kind, metadata: { name } }: KubernetesObject): SchemaProblem[] {
  if (FREE.has(kind) || typeof name !== 'string' || name.includes('${')) return [];
  const problem = TEXT_FORMATS.get(LABELS.has(kind) ? 'dns-label' : 'dns-name')?.(name);
  if (problem === undefined) return [];
  const meant = name.toLowerCase().replaceAll('_', '-');
  return [{ path: ['metadata', 'name'], kind: 'value', message: `"${name}" ${problem}`, remedy: `use ${meant}` }];
}
