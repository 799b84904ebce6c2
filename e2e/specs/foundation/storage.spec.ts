import { check, expectNone, notApplicable } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'Every PersistentVolumeClaim is bound with the access modes it requests',
  check({
    id: 'claims-bound',
    claims: ['STO-2'],
    severity: 'mandatory',
    effect: 'observe',
    needs: [],
    faults: [{ kind: 'pvc-unserved' }],
    remediation:
      'Set storageClassName in the claim, or give the cluster a default StorageClass; see kubectl -n dify describe pvc.',
  }),
  async ({ kube, note }) => {
    const { items } = await kube.core.listNamespacedPersistentVolumeClaim({ namespace: kube.namespace });
    if (items.length === 0) notApplicable('the namespace has no PersistentVolumeClaim');
    const problems = items.flatMap(({ metadata, spec, status }) => {
      note(`${metadata?.name}: ${status?.phase}, ${status?.accessModes?.join(', ')}, class ${spec?.storageClassName}`);
      if (status?.phase !== 'Bound') return [`claim ${metadata?.name} is ${status?.phase}, not bound`];
      const missing = (spec?.accessModes ?? []).filter((mode) => !status.accessModes?.includes(mode));
      return missing.map((mode) => `claim ${metadata?.name} was bound without ${mode}`);
    });
    expectNone(problems);
  },
);
