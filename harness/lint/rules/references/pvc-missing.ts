import { keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { pvcUses } from '../../facts/references/pvc-uses.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const pvcMissing: Rule = {
  id: 'pvc-missing',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'Every PersistentVolumeClaim that pods mount is in the set',
  rationale: 'The pod cannot be scheduled without it and stays Pending with "persistentvolumeclaim not found".',
  remediation: 'Add the PersistentVolumeClaim, or correct the name.',
  source: 'Deployment description 6; Kubernetes, "Persistent Volumes": Claims As Volumes',
  *find(input) {
    const claims = keysOfKind(input, 'PersistentVolumeClaim');
    const there = perNamespace((namespace) =>
      existing('PersistentVolumeClaims', namesOfKind(input, 'PersistentVolumeClaim', namespace)),
    );
    for (const { workload, claimName, key, path } of pvcUses(input)) {
      if (claims.has(key)) continue;
      yield findingIn(workload.entry, [...path, 'persistentVolumeClaim', 'claimName'], {
        message: `PersistentVolumeClaim "${claimName}" is not in the set`,
        cause: there(workload.entry.object.metadata.namespace),
        remedy: 'add the PVC, or correct the name: without it the pod is never scheduled',
      });
    }
  },
};
