import type { V1Pod } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { type Kube, waitFor } from '../../../harness/index.ts';
import { steadyState } from './steady-state.ts';

const pod = (name: string, isReady: boolean, restartCount = 0): V1Pod => ({
  metadata: { name },
  spec: { containers: [] },
  status: {
    conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    containerStatuses: [{ name: 'api', restartCount, image: '', imageID: '', ready: isReady }],
  },
});

/** A cluster whose pods change from one look to the next; the last state stays. */
function changing(states: readonly V1Pod[][]): { kube: Kube; looks: () => number } {
  let looks = 0;
  const listNamespacedPod = async () => ({ items: states[Math.min(looks++, states.length - 1)] });
  const readNamespacedDeployment = async () => ({ spec: { selector: { matchLabels: { app: 'api' } } } });
  return {
    kube: { namespace: 'dify', core: { listNamespacedPod }, apps: { readNamespacedDeployment } } as unknown as Kube,
    looks: () => looks,
  };
}

const parts = [{ kind: 'Deployment', name: 'dify-api', replicas: 2 } as const];

it('waits for all replicas, and for the end of restarts', async () => {
  const { kube, looks } = changing([
    [pod('a', true), pod('b', false)],
    [pod('a', true), pod('b', true)],
    [pod('a', true, 1), pod('b', true)],
    [pod('a', true, 1), pod('b', true)],
  ]);
  const strategy = steadyState(kube, parts, { holdMs: 1, timeoutMs: 20_000 });
  await waitFor({ ...strategy, intervalMs: 5 });
  expect(looks()).toBe(4);
});

it('says which replica is missing', async () => {
  const { kube } = changing([[pod('a', true)]]);
  const strategy = steadyState(kube, parts, { holdMs: 1, timeoutMs: 60 });
  await expect(waitFor({ ...strategy, intervalMs: 5 })).rejects.toMatchObject({
    likely: 'dify-api has 1 of 2 replicas ready',
  });
});
