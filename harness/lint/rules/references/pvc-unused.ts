import type { V1StatefulSetSpec } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, keysOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { pvcUses } from '../../facts/references/pvc-uses.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const pvcUnused: Rule = {
  id: 'pvc-unused',
  claims: ['STO-2'],
  severity: 'informational',
  title: 'Every PersistentVolumeClaim is mounted by a pod',
  rationale:
    'A PersistentVolumeClaim that no pod mounts wastes storage, or the pod that should mount it loses its data when it is replaced.',
  remediation: 'Mount the PersistentVolumeClaim, or remove it.',
  source: 'Deployment description 6; Kubernetes, "Persistent Volumes"',
  together: 'set',
  *find(input) {
    const used = new Set(pvcUses(input).map(({ key }) => key));
    const claims = keysOfKind(input, 'PersistentVolumeClaim');
    // If a pod mounts a missing claim, one of the two names is wrong: pvc-missing reports it.
    if ([...used].some((key) => !claims.has(key))) return;
    const owned = ownedByStatefulSets(input);
    for (const { entry } of ofKind(input, 'PersistentVolumeClaim')) {
      const { name, namespace } = entry.object.metadata;
      if (used.has(keyOf(name, namespace)) || owned.has(keyOf(name.replace(/-\d+$/, ''), namespace))) continue;
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'no pod of the set mounts this PVC',
        cause: 'a leftover, or the volume is missing in the pod',
        remedy: 'mount it with persistentVolumeClaim, or remove it',
      });
    }
  },
};

/** A StatefulSet's own claims are named TEMPLATE-NAME-0; one that is created by hand keeps an old volume. */
const ownedByStatefulSets = ({ workloads }: LintInput): Set<string> =>
  new Set(
    workloads.flatMap(({ entry: { object } }) => {
      const templates = object.kind === 'StatefulSet' ? (object.spec as V1StatefulSetSpec).volumeClaimTemplates : [];
      return (templates ?? []).map(({ metadata }) =>
        keyOf(`${metadata?.name}-${object.metadata.name}`, object.metadata.namespace),
      );
    }),
  );
