import { pending, ready, type WaitStrategy, waitFor } from '../../../core/wait.ts';
import { deploymentOf, type Kube } from '../../probes/kube.ts';
import type { PatchOperation } from '../fields.ts';
import { rolledOut } from '../restart-workloads.ts';
import { type FaultTarget, ROLLOUT_MS } from '../target.ts';
import { LiveObject } from './live-object.ts';

export const CONTAINER = '/spec/template/spec/containers/0';

/** @returns the image of the Deployment's first container. */
export async function imageOf(kube: Kube, deployment: string): Promise<string> {
  return (await deploymentOf(kube, deployment)).spec?.template.spec?.containers[0]?.image ?? '';
}

/**
 * Patches a Deployment and waits for its rollout, and again on dispose.
 * @throws HarnessError `WAIT_TIMEOUT` if the rollout takes too long, or the API's error.
 */
export async function changeDeployment(
  { kube }: FaultTarget,
  name: string,
  operations: readonly PatchOperation[],
  neverReady = false,
): Promise<AsyncDisposable> {
  const object = await LiveObject.read(kube, 'Deployment', name);
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    await object.restore();
    await waitFor(rolledOut(kube, { kind: 'Deployment', name }, ROLLOUT_MS));
  });
  await object.patch(operations);
  await (neverReady
    ? waitFor(newPodThere(kube, name))
    : waitFor(rolledOut(kube, { kind: 'Deployment', name }, ROLLOUT_MS)));
  return undo.move();
}

function newPodThere(kube: FaultTarget['kube'], name: string): WaitStrategy {
  return {
    subject: `a pod of the changed Deployment ${name}`,
    timeoutMs: 30_000,
    poll: async () => {
      const { metadata, status } = await deploymentOf(kube, name);
      const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
      return seen && (status?.unavailableReplicas ?? 0) > 0 ? ready(undefined) : pending('it does not exist yet');
    },
  };
}
