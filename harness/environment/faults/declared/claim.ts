import type { FaultTarget } from './target.ts';

const NAME = 'dify-e2e-fault';

export async function addClaim({ kube }: FaultTarget): Promise<AsyncDisposable> {
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
}
