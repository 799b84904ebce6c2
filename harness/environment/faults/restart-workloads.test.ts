import type { V1DeploymentStatus } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { Kube } from '../probes/kube.ts';
import { restartWorkloads, rolledOut } from './restart-workloads.ts';

/** A Deployment of two replicas in its second generation. */
function cluster(status: V1DeploymentStatus) {
  const patched: unknown[] = [];
  const kube = {
    namespace: 'dify',
    apps: {
      readNamespacedDeployment: async () => ({
        metadata: { generation: 2 },
        spec: { replicas: 2, selector: { matchLabels: { app: 'a' } } },
        status,
      }),
      patchNamespacedDeployment: async (call: unknown) => void patched.push(call),
    },
    core: {
      listNamespacedPod: async () => ({
        items: [{ metadata: { name: 'new' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }],
      }),
    },
  } as unknown as Kube;
  return { kube, patched };
}

const look = (status: V1DeploymentStatus) =>
  rolledOut(cluster(status).kube, { kind: 'Deployment', name: 'a' }, 1000).poll(new AbortController().signal);
const done = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

describe('rolledOut', () => {
  it('is ready when all replicas are new and available', async () => {
    expect(await look(done)).toEqual({ state: 'ready', value: ['new'] });
  });

  it.each([
    ['the controller has not seen the change', { ...done, observedGeneration: 1 }, 'not observed the restart'],
    ['a pod is still of the old template', { ...done, updatedReplicas: 1 }, '1 of 2 pods are new'],
    ['an old pod is still there', { ...done, replicas: 3 }, '1 old pods'],
    ['a new pod is not ready', { ...done, availableReplicas: 1 }, '1 of 2 new pods'],
  ])('waits while %s', async (_, status, reason) => {
    expect(await look(status)).toMatchObject({ state: 'pending', reason: expect.stringContaining(reason) });
  });

  it('gives up when the Deployment itself has', async () => {
    const conditions = [
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'too late' },
    ];
    expect(await look({ conditions })).toMatchObject({ state: 'hopeless', reason: 'too late' });
  });
});

describe('restartWorkloads', () => {
  it("changes the pod template's annotation only, under the deployer's name", async () => {
    const { kube, patched } = cluster(done);
    await restartWorkloads(
      kube,
      ['a', 'b'].map((name) => ({ kind: 'Deployment', name })),
      new Date(0),
    );
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00.000Z' };
    const body = { spec: { template: { metadata: { annotations } } } };
    expect(patched).toEqual(['a', 'b'].map((name) => ({ name, namespace: 'dify', body, fieldManager: 'dify-e2e' })));
  });
});
