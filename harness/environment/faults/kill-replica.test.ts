import type { V1Pod } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { Kube } from '../probes/kube.ts';
import { deleteReplica, fullStrength } from './kill-replica.ts';

const API = { kind: 'Deployment', name: 'dify-api' } as const;

const pod = (name: string, container: string, isReady = true, phase = 'Running'): V1Pod => ({
  metadata: { name, uid: `uid-${name}` },
  status: {
    phase,
    conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    containerStatuses: [
      { name: 'c', containerID: `containerd://${container}`, image: '', imageID: '', ready: isReady, restartCount: 0 },
    ],
  },
});

/** A cluster that has these pods and keeps what is deleted. */
function cluster(pods: V1Pod[]) {
  const deleted: unknown[] = [];
  const kube = {
    namespace: 'dify',
    apps: { readNamespacedDeployment: async () => ({ spec: { selector: { matchLabels: { app: 'dify-api' } } } }) },
    core: {
      listNamespacedPod: async () => ({ items: pods }),
      deleteNamespacedPod: async (call: unknown) => void deleted.push(call),
    },
  } as unknown as Kube;
  return { kube, deleted };
}

const look = (pods: V1Pod[]) =>
  fullStrength(cluster(pods).kube, API, 2, { pod: 'a', containerId: 'dead' }, 1000).poll(new AbortController().signal);

describe('fullStrength', () => {
  it('does not count the killed container, though its pod still looks ready', async () => {
    expect(await look([pod('a', 'dead'), pod('b', 'b1')])).toEqual({
      state: 'pending',
      reason: '1 of 2 pods are ready',
    });
  });

  it('counts a pod that came back under its own name with another container', async () => {
    expect(await look([pod('a', 'a2'), pod('b', 'b1')])).toEqual({ state: 'ready', value: ['a', 'b'] });
  });

  it('waits for a new pod that is not ready yet', async () => {
    expect((await look([pod('c', 'c1', false), pod('b', 'b1')])).state).toBe('pending');
  });

  it('gives up when the new pod has failed', async () => {
    expect((await look([pod('c', 'c1', false, 'Failed'), pod('b', 'b1')])).state).toBe('hopeless');
  });
});

describe('deleteReplica', () => {
  it('deletes a ready pod at once, and only that very pod', async () => {
    const { kube, deleted } = cluster([pod('x', 'x1', false), pod('y', 'y1')]);
    expect(await deleteReplica(kube, API)).toEqual({ pod: 'y', containerId: 'y1' });
    expect(deleted).toEqual([
      {
        name: 'y',
        namespace: 'dify',
        gracePeriodSeconds: 0,
        body: { gracePeriodSeconds: 0, preconditions: { uid: 'uid-y' } },
      },
    ]);
  });

  it('says so when there is no ready pod to kill', async () => {
    await expect(deleteReplica(cluster([pod('x', 'x1', false)]).kube, API)).rejects.toThrow('no ready pod');
  });
});
