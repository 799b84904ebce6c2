import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppsV1Api,
  CoreV1Api,
  type CoreV1Event,
  KubeConfig,
  NetworkingV1Api,
  type V1Pod,
} from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { messageOf } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';

export interface DiagnosticsTarget {
  readonly kubeconfig: string;
  readonly namespaces: readonly string[];
  /** Directory for the files; created if needed. */
  readonly dir: string;
}

const LOG_LINES = 400;

/**
 * Saves what is needed to understand a failure: objects, pods with their states, events, logs of every container, including
 * previous instances. Everything is redacted; Secrets are never read.
 * @returns the files that were written. What can't be read becomes a line in `problems.txt`, never an exception.
 */
export async function collectDiagnostics(target: DiagnosticsTarget): Promise<string[]> {
  const kube = new KubeConfig();
  const files: string[] = [];
  const problems: string[] = [];
  await mkdir(target.dir, { recursive: true });
  const keep = async (name: string, make: () => Promise<string>): Promise<void> => {
    try {
      await writeFile(join(target.dir, name), redact(await make()));
      files.push(name);
    } catch (error) {
      problems.push(`${name}: ${messageOf(error)}`);
    }
  };
  try {
    kube.loadFromFile(target.kubeconfig);
    await Promise.all(target.namespaces.map((namespace) => collectNamespace(kube, namespace, keep)));
  } catch (error) {
    problems.push(messageOf(error));
  }
  if (problems.length > 0) await keep('problems.txt', async () => problems.join('\n'));
  return files;
}

type Keep = (name: string, make: () => Promise<string>) => Promise<void>;

async function collectNamespace(kube: KubeConfig, namespace: string, keep: Keep): Promise<void> {
  const core = kube.makeApiClient(CoreV1Api);
  const apps = kube.makeApiClient(AppsV1Api);
  const networking = kube.makeApiClient(NetworkingV1Api);
  await Promise.all([
    collectPods(core, namespace, keep),
    keep(`${namespace}-events.txt`, async () => eventLines((await core.listNamespacedEvent({ namespace })).items)),
    keep(`${namespace}-workloads.yaml`, async () =>
      stringify((await apps.listNamespacedDeployment({ namespace })).items),
    ),
    keep(`${namespace}-services.yaml`, async () => stringify((await core.listNamespacedService({ namespace })).items)),
    keep(`${namespace}-claims.yaml`, async () =>
      stringify((await core.listNamespacedPersistentVolumeClaim({ namespace })).items),
    ),
    keep(`${namespace}-ingresses.yaml`, async () =>
      stringify((await networking.listNamespacedIngress({ namespace })).items),
    ),
  ]);
}

async function collectPods(core: CoreV1Api, namespace: string, keep: Keep): Promise<void> {
  let pods: readonly V1Pod[] = [];
  await keep(`${namespace}-pods.yaml`, async () => {
    pods = (await core.listNamespacedPod({ namespace })).items;
    return stringify(pods);
  });
  if (pods.length === 0) return;
  const lines = keep(`${namespace}-pods.txt`, async () => pods.map(podLine).join('\n'));
  await Promise.all([lines, ...pods.flatMap((pod) => logsOf(core, namespace, pod, keep))]);
}

function logsOf(core: CoreV1Api, namespace: string, pod: V1Pod, keep: Keep): Promise<void>[] {
  const name = pod.metadata?.name ?? '';
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return statuses.flatMap((status) => {
    const read = (previous: boolean) => () =>
      core.readNamespacedPodLog({ namespace, name, container: status.name, tailLines: LOG_LINES, previous });
    const now = keep(`${namespace}-${name}-${status.name}.log`, read(false));
    return status.restartCount > 0
      ? [now, keep(`${namespace}-${name}-${status.name}.previous.log`, read(true))]
      : [now];
  });
}

/** One line per pod as in `kubectl get pods`, plus the reason that kubectl hides. */
function podLine(pod: V1Pod): string {
  const statuses = pod.status?.containerStatuses ?? [];
  const reasons = statuses.map(
    ({ state, lastState }) => state?.waiting?.reason ?? state?.terminated?.reason ?? lastState?.terminated?.reason,
  );
  const ready = statuses.filter((status) => status.ready).length;
  const restarts = statuses.reduce((sum, status) => sum + status.restartCount, 0);
  return [
    pod.metadata?.name,
    `${ready}/${statuses.length}`,
    pod.status?.phase,
    `restarts ${restarts}`,
    reasons.filter(Boolean).join(','),
  ].join('\t');
}

function eventLines(events: readonly CoreV1Event[]): string {
  const at = (event: CoreV1Event): string => new Date(event.lastTimestamp ?? event.eventTime ?? 0).toISOString();
  return [...events]
    .sort((a, b) => at(a).localeCompare(at(b)))
    .map((event) =>
      [
        at(event),
        event.type,
        event.reason,
        `${event.involvedObject.kind}/${event.involvedObject.name}`,
        event.message,
      ].join('\t'),
    )
    .join('\n');
}
