import { groupOf, type Schemas } from '../../../lib/kube-schema/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import type { KubernetesObject } from '../../../manifests/index.ts';

/** Groups that a misspelt one is most likely meant to be. */
const OWN_GROUPS = [
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'policy',
  'apps',
  'batch',
  'autoscaling',
];

/**
 * @returns whether the object is a custom resource whose definition is not in the set: its group is none of Kubernetes', and
 *   no misspelling of one.
 */
export function isForeign({ apiVersion }: KubernetesObject, schemas: Schemas): boolean {
  const group = groupOf(apiVersion);
  return group.includes('.') && !schemas.serves(group) && closestTo(group, OWN_GROUPS) === undefined;
}
