import type { V1Node } from '@kubernetes/client-node';
import { pending, ready, waitFor } from '../../../../core/wait.ts';
import type { ClusterClients } from '../../kube.ts';
import { kindNodes } from './nodes.ts';

/** Only in node images of the harness; kind's own images have a CNI DaemonSet for this. */
const SCRIPT = '/kind/bin/pod-network';

/** @returns the node's address in the Docker network. */
export const addressOf = (node: V1Node): string =>
  node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';

/** Configures every node's pod CIDR, and the routes to those of the other nodes. */
export async function connectPodNetworks(
  clients: ClusterClients,
  podSubnet: string,
  count: number,
  signal?: AbortSignal,
): Promise<void> {
  const nodes = await waitForShares(clients, count, signal);
  await Promise.all(
    nodes.map(async (node) => {
      const name = node.metadata?.name ?? '';
      const has = await kindNodes.exec(name, ['test', '-x', SCRIPT], { allowFailure: true });
      if (has.exitCode !== 0) return;
      await kindNodes.exec(name, [SCRIPT, node.spec?.podCIDR ?? '', podSubnet]);
      for (const other of nodes) if (other !== node) await addRoute(name, other);
    }),
  );
}

async function addRoute(from: string, to: V1Node): Promise<void> {
  const route = ['ip', 'route', 'replace', to.spec?.podCIDR ?? '', 'via', addressOf(to)];
  await kindNodes.exec(from, route);
}

/** The controller manager assigns a node's pod CIDR shortly after it has registered. */
function waitForShares(clients: ClusterClients, count: number, signal?: AbortSignal): Promise<V1Node[]> {
  return waitFor(
    {
      subject: 'pod CIDRs of the nodes',
      timeoutMs: 60_000,
      poll: async () => {
        const { items } = await clients.core.listNode();
        const shared = items.filter((node) => node.spec?.podCIDR && addressOf(node));
        return shared.length >= count ? ready(items) : pending(`${shared.length} of ${count} nodes have one`);
      },
    },
    signal,
  );
}
