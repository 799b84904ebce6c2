import { clusterClients } from '../kube.ts';
import type { StartedCluster } from '../types.ts';
import { isolateDns } from './cluster-dns.ts';
import type { ExternalHosts } from './corefile.ts';
import { blockEgress } from './egress.ts';
import type { OutsideDoor } from './outside-door.ts';

/** What pods can reach. */
export interface Surroundings {
  /** External names and the addresses of their stand-ins. */
  readonly hosts: ExternalHosts;
  /** Absent = there is no outside world. */
  readonly door?: OutsideDoor | undefined;
}

/**
 * Isolates the cluster from everything but the run's own networks. Idempotent; `verifyIsolation` proves it.
 * @throws HarnessError `EGRESS_RULES_REFUSED`, or of the wait for the cluster's DNS.
 */
export async function isolate(
  cluster: StartedCluster,
  { hosts, door }: Surroundings,
  signal?: AbortSignal,
): Promise<void> {
  await Promise.all([blockEgress(cluster, door), isolateDns(clusterClients(cluster), hosts, signal)]);
}
