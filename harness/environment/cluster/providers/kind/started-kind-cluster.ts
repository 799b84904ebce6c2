import { stat } from 'node:fs/promises';
import type { V1Node } from '@kubernetes/client-node';
import { HarnessError } from '../../../../core/errors.ts';
import { pending, ready, waitFor } from '../../../../core/wait.ts';
import { type ClusterClients, clusterClients, isReady } from '../../kube.ts';
import { clusterName, INGRESS_NODE_LABEL } from '../../names.ts';
import type { ClusterNode, ClusterSpec, OpenCluster, RunningClusterRef, StartedCluster } from '../../types.ts';
import { kind } from './kind-cli.ts';
import type { KindConfig } from './kind-config.ts';
import { exportKindLogs } from './kind-logs.ts';
import { deleteKindCluster, kindNodes } from './nodes.ts';
import { addressOf, connectPodNetworks } from './pod-network.ts';

export interface CreatedKindCluster {
  readonly program: string;
  readonly spec: ClusterSpec;
  readonly config: KindConfig;
  readonly ingressPort: number;
}

/** Opens a cluster that kind has created, in this process or an earlier one. */
export function openKindCluster(program: string, ref: RunningClusterRef): OpenCluster {
  return { ...ref, node: kindNodes, exportLogs: (dir) => exportKindLogs(program, ref.name, dir) };
}

/** Waits until every node of a cluster that kind has created is ready. */
export async function startKindCluster(created: CreatedKindCluster, signal?: AbortSignal): Promise<StartedCluster> {
  const { program, spec, config, ingressPort } = created;
  const name = clusterName(spec.runId);
  const context = `kind-${name}`;
  const clients = clusterClients({ kubeconfig: spec.kubeconfig, context });
  await connectPodNetworks(clients, config.networking.podSubnet, config.nodes.length, signal);
  const nodes = await waitForNodes(clients, config.nodes.length, spec.readyMs, signal);
  return {
    ...openKindCluster(program, { name, runId: spec.runId, kubeconfig: spec.kubeconfig, context }),
    network: spec.network,
    nodes: nodes.map(toNode),
    podCidr: config.networking.podSubnet,
    serviceCidr: config.networking.serviceSubnet,
    ingress: { host: '127.0.0.1', port: ingressPort },
    kubernetesVersion: nodes[0]?.status?.nodeInfo?.kubeletVersion ?? 'unknown',
    loadImages: (archive, abort) => loadImageArchive(program, name, archive, abort),
    [Symbol.asyncDispose]: () => deleteKindCluster(name),
  };
}

async function waitForNodes(
  clients: ClusterClients,
  count: number,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<V1Node[]> {
  return waitFor(
    {
      subject: `${count} cluster node${count === 1 ? '' : 's'}`,
      timeoutMs,
      poll: async () => {
        const { items } = await clients.core.listNode();
        const unready = items.filter((node) => !isReady(node));
        if (items.length < count) return pending(`${items.length} of ${count} have registered`);
        return unready.length === 0 ? ready(items) : pending(unready.map(whyUnready).join('; '));
      },
    },
    signal,
  );
}

const whyUnready = ({ metadata, status }: V1Node): string =>
  `${metadata?.name}: ${status?.conditions?.find(({ type }) => type === 'Ready')?.message ?? 'has not reported yet'}`;

function toNode(node: V1Node): ClusterNode {
  return {
    name: node.metadata?.name ?? '',
    address: addressOf(node),
    podCidr: node.spec?.podCIDR ?? '',
    ingress: node.metadata?.labels?.[INGRESS_NODE_LABEL] === 'true',
  };
}

/**
 * `ctr` on the nodes loads the archive directly, even without `crictl`.
 * @throws HarnessError `IMAGE_ARCHIVE_MISSING`, or `COMMAND_FAILED` with kind's output.
 */
async function loadImageArchive(program: string, name: string, file: string, signal?: AbortSignal): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  if (!known) throw new HarnessError({ code: 'IMAGE_ARCHIVE_MISSING', message: `image archive ${file} not found` });
  await kind(program, ['load', 'image-archive', file, '--name', name], {
    timeoutMs: 300_000,
    ...(signal ? { signal } : {}),
  });
}
