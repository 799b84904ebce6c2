import { z } from 'zod';
import { HarnessError } from '../../../core/errors.ts';
import { nodeAccess } from '../providers.ts';
import type { StartedCluster } from '../types.ts';
import { EGRESS_TABLE, egressRules } from './egress-rules.ts';
import { doorRules, type OutsideDoor } from './outside-door.ts';

/**
 * Rejects, on every node, traffic that leaves the run's networks. Idempotent.
 * @param door routes to the stand-in of the outside world.
 * @throws HarnessError `EGRESS_RULES_REFUSED` if a node rejects the rules: then nothing may be deployed.
 */
export async function blockEgress(cluster: StartedCluster, door?: OutsideDoor): Promise<void> {
  const node = nodeAccess(cluster);
  const rules = `${egressRules(cluster)}${doorRules(door)}`;
  await Promise.all(
    cluster.nodes.map(async ({ name }) => {
      // Pods have their own routes; an address without a pod must not take the default route.
      await node.exec(name, ['ip', 'route', 'replace', 'unreachable', cluster.podCidr]);
      const load = ['nft', '--file', '-'];
      const { exitCode, stderr } = await node.exec(name, load, { input: rules, allowFailure: true });
      if (exitCode === 0) return;
      throw new HarnessError({
        code: 'EGRESS_RULES_REFUSED',
        message: `node ${name} rejected the firewall rules that keep traffic inside the run's networks`,
        likely: stderr.trim().split('\n')[0] ?? 'nft gave no reason',
        hint: `on the node ${name}: nft list ruleset`,
      });
    }),
  );
}

const listed = z.object({
  nftables: z.array(z.looseObject({ counter: z.object({ packets: z.number() }).optional() })),
});

/** @returns packets that all nodes have rejected so far. @throws HarnessError if a node has no such rules. */
export async function refusedPackets(cluster: StartedCluster): Promise<number> {
  const node = nodeAccess(cluster);
  const counts = await Promise.all(
    cluster.nodes.map(async ({ name }) => {
      const { stdout } = await node.exec(name, ['nft', '--json', 'list', 'counter', 'inet', EGRESS_TABLE, 'refused']);
      return listed.parse(JSON.parse(stdout)).nftables.reduce((sum, { counter }) => sum + (counter?.packets ?? 0), 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
