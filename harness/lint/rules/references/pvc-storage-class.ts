import type { V1PersistentVolume, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { namesOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, placeIn, type Rule, thereIs } from '../../rule.ts';

export const pvcStorageClass: Rule = {
  id: 'pvc-storage-class',
  claims: ['STO-2'],
  severity: 'mandatory',
  title: 'Each claim can be served: by a StorageClass, or by a volume of the set',
  rationale:
    'A claim that nothing serves stays Pending, and with it each pod that mounts it. An empty class means: no provisioner, only a volume that is already there.',
  remediation:
    'Name a StorageClass that the cluster has, leave storageClassName out for its default, or add the volume.',
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
        const message = `${entry.object.metadata.name} names no StorageClass: the cluster must have a default one`;
        yield { kind: 'remark', message, at: placeIn(entry, ['spec']) };
      } else if (volumes.has(name) || classes.includes(name)) {
        // Served by the set itself.
      } else if (name === '' || classes.length > 0) {
        yield findingIn(entry, at, {
          message: name ? `StorageClass "${name}" is not in the set` : 'nothing serves a claim with an empty class',
          cause: name ? thereIs(classes) : 'an empty class turns provisioning off, and the set has no PersistentVolume',
          remedy: 'name a class that is there, or leave storageClassName out for the default class of the cluster',
        });
      } else {
        yield { kind: 'remark', message: `the cluster must have the StorageClass "${name}"`, at: placeIn(entry, at) };
      }
    }
  },
};
