import { faultKind } from '../kind.ts';

const NAME = 'dify-e2e-fault';

export const pvcUnserved = faultKind({
  kind: 'pvc-unserved',
  fields: {},
  does: 'Adds a PersistentVolumeClaim whose StorageClass no provisioner serves; it stays pending.',
  undone: 'The PersistentVolumeClaim is deleted.',
  takes: 'at once',
  example: { kind: 'pvc-unserved' },
  changesTheSet: false,
  describe: () => 'claim unserved',
  apply: async ({ kube }) => {
    const { namespace } = kube;
    await kube.core.createNamespacedPersistentVolumeClaim({
      namespace,
      body: {
        metadata: { name: NAME },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'nobody-serves-this',
          resources: { requests: { storage: '1Mi' } },
        },
      },
    });
    return {
      [Symbol.asyncDispose]: async () => {
        await kube.core.deleteNamespacedPersistentVolumeClaim({ name: NAME, namespace });
      },
    };
  },
});
