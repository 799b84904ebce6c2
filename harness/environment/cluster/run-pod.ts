import { randomBytes } from 'node:crypto';
import type { V1Pod } from '@kubernetes/client-node';
import { hopeless, pending, ready, type WaitStatus, waitFor } from '../../core/wait.ts';
import { applyOwn, type ClusterClients } from './kube.ts';
import { HARNESS_NAMESPACE, ownLabels } from './names.ts';

export interface PodProgram {
  readonly runId: string;
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly timeoutMs?: number;
}

/**
 * Runs a program to completion in a separate pod in the harness's namespace, and removes the pod.
 * @returns its output. @throws HarnessError `WAIT_HOPELESS` with its last lines if it fails.
 */
export async function runPod(clients: ClusterClients, program: PodProgram, signal?: AbortSignal): Promise<string> {
  const pod = podOf(program);
  const where = { name: pod.metadata?.name ?? '', namespace: HARNESS_NAMESPACE };
  await applyOwn(clients, [harnessNamespace(program.runId), pod]);
  try {
    const subject = `pod ${where.namespace}/${where.name}`;
    const timeoutMs = program.timeoutMs ?? 60_000;
    return await waitFor({ subject, timeoutMs, poll: () => look(clients, where) }, signal);
  } finally {
    await clients.core.deleteNamespacedPod({ ...where, gracePeriodSeconds: 0 }).catch(() => undefined);
  }
}

export const harnessNamespace = (runId: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: HARNESS_NAMESPACE, labels: ownLabels(runId) },
});

function podOf({ runId, name, image, command }: PodProgram): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${randomBytes(3).toString('hex')}`,
      namespace: HARNESS_NAMESPACE,
      labels: ownLabels(runId),
    },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      tolerations: [{ operator: 'Exists' }],
      containers: [
        {
          name,
          image,
          imagePullPolicy: 'Never',
          command: [...command],
          resources: { requests: { cpu: '10m', memory: '16Mi' } },
        },
      ],
    },
  };
}

async function look(clients: ClusterClients, where: { name: string; namespace: string }): Promise<WaitStatus<string>> {
  const { status } = await clients.core.readNamespacedPod(where);
  const waiting = status?.containerStatuses?.[0]?.state?.waiting;
  if (waiting && /^(ErrImage|ImagePull|InvalidImage|CreateContainer)/.test(waiting.reason ?? ''))
    return hopeless(`${waiting.reason}: ${waiting.message ?? 'no message'}`);
  if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed') return pending(`it is ${status?.phase ?? 'new'}`);
  const log = await clients.core.readNamespacedPodLog(where);
  return status.phase === 'Succeeded' ? ready(log) : hopeless('its program failed', log.split('\n').slice(-10));
}
