import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import getPort from 'get-port';
import { docker } from '../../../engine/index.ts';
import { clusterName } from '../../names.ts';
import type { ClusterProviderModule, ClusterSpec, StartedCluster } from '../../types.ts';
import { kind, kindError, portWasTaken } from './kind-cli.ts';
import { completeKindConfig, type KindConfig, readKindConfig } from './kind-config.ts';
import { exportKindLogs } from './kind-logs.ts';
import { prepareImages } from './node-images/index.ts';
import { deleteKindCluster, listKindClusters, removeNodes } from './nodes.ts';
import { openKindCluster, startKindCluster } from './started-kind-cluster.ts';

/** Another process may take the chosen port before Docker binds it. */
const PORT_ATTEMPTS = 3;

/** Clusters of Docker containers, created by kind. */
export const createProvider: ClusterProviderModule['createProvider'] = ({ kind: program = 'kind' }) => ({
  name: 'kind',
  preflight: async () => {
    await kind(program, ['version'], { timeoutMs: 10_000 });
    await docker(['version', '--format', '{{.Server.Version}}'], { timeoutMs: 10_000 });
  },
  prepareImages,
  create: (spec, signal) => create(program, spec, signal),
  open: (ref) => openKindCluster(program, ref),
  list: listKindClusters,
  destroy: deleteKindCluster,
});

async function create(program: string, spec: ClusterSpec, signal?: AbortSignal): Promise<StartedCluster> {
  const config = await readKindConfig(spec.configFile);
  const name = clusterName(spec.runId);
  try {
    const ingressPort = await createWithFreePort(program, spec, config, signal);
    return await startKindCluster({ program, spec, config, ingressPort }, signal);
  } catch (error) {
    // Don't make an interrupting user wait for logs.
    if (spec.failureLogs && !signal?.aborted) await exportKindLogs(program, name, spec.failureLogs);
    // Leftovers are found by their labels; report the first error.
    await deleteKindCluster(name).catch(() => undefined);
    throw error;
  }
}

/** @returns the loopback port at which the ingress node's port 80 is published. */
async function createWithFreePort(
  program: string,
  spec: ClusterSpec,
  config: KindConfig,
  signal?: AbortSignal,
  attempt = 1,
): Promise<number> {
  const ingressPort = await getPort({ host: '127.0.0.1' });
  const output = await tryCreate(
    program,
    spec,
    completeKindConfig(config, {
      ...spec,
      ingressPort,
      file: spec.configFile,
      imageFolders: spec.images?.folders ?? [],
    }),
    signal,
  );
  if (output === undefined) return ingressPort;
  if (!portWasTaken(output) || attempt >= PORT_ATTEMPTS) throw kindError(clusterName(spec.runId), output);
  // Its images stay: they are for the next attempt.
  await removeNodes(clusterName(spec.runId));
  return createWithFreePort(program, spec, config, signal, attempt + 1);
}

/** @returns undefined if the cluster was created, otherwise kind's output. Its nodes are kept for their logs. */
async function tryCreate(
  program: string,
  spec: ClusterSpec,
  yaml: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const file = join(dirname(spec.kubeconfig), 'kind.yaml');
  await writeFile(file, yaml);
  const name = clusterName(spec.runId);
  const args = ['create', 'cluster', '--name', name, '--config', file, '--kubeconfig', spec.kubeconfig, '--retain'];
  const { exitCode, stdout, stderr } = await kind(program, args, {
    env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: spec.network.name },
    timeoutMs: spec.readyMs,
    allowFailure: true,
    ...(signal ? { signal } : {}),
    ...(spec.onLine ? { onLine: spec.onLine } : {}),
  });
  return exitCode === 0 ? undefined : `${stdout}\n${stderr}`;
}
