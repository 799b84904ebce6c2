import type { V1PersistentVolume, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { namesOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { existing, findingIn, placeIn, type Rule } from '../../rule.ts';

export const pvcStorageClass: Rule = {
  id: 'pvc-storage-class',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'Each PersistentVolumeClaim can be bound: through a StorageClass, or to a volume of the set',
  rationale:
    'A PersistentVolumeClaim that cannot be bound stays Pending, and so does each pod that mounts it. An empty class disables dynamic provisioning: only an existing volume can be bound.',
  remediation:
    'Use a StorageClass of the cluster, omit storageClassName to use the default class, or add a PersistentVolume.',
  source: 'Deployment description 2, 6; Kubernetes, "Persistent Volumes": Class',
  *find(input) {
    const classes = namesOfKind(input, 'StorageClass', undefined);
    const volumes = new Set(
      ofKind<V1PersistentVolume>(input, 'PersistentVolume').map(({ object }) => object.spec?.storageClassName ?? ''),
    );
    for (const { entry, object } of ofKind<V1PersistentVolumeClaim>(input, 'PersistentVolumeClaim')) {
      const name = object.spec?.storageClassName;
      const at = ['spec', 'storageClassName'];
      if (name === undefined) {
        const message = `${entry.object.metadata.name} sets no storageClassName: the cluster must have a default StorageClass`;
        yield { kind: 'remark', message, at: placeIn(entry, ['spec']) };
      } else if (volumes.has(name) || classes.includes(name)) {
        // The set itself provides it.
      } else if (name === '' || classes.length > 0) {
        yield findingIn(entry, at, {
          message: name
            ? `StorageClass "${name}" is not in the set`
            : 'a PVC with an empty class has no volume to bind to',
          cause: name
            ? existing('StorageClasses', classes)
            : 'an empty class disables dynamic provisioning, and the set has no PersistentVolume for it',
          remedy: 'use an existing class, or omit storageClassName to use the default class of the cluster',
        });
      } else {
        yield { kind: 'remark', message: `the cluster must have the StorageClass "${name}"`, at: placeIn(entry, at) };
      }
    }
  },
};
