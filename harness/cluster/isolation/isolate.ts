import { clusterClients } from '../kube.ts';
import type { StartedCluster } from '../types.ts';
import { isolateDns } from './cluster-dns.ts';
import type { ExternalHosts } from './corefile.ts';
import { blockEgress } from './egress.ts';

/**
 * Cuts the cluster off from everything but the run's own networks. Idempotent; `verifyIsolation` proves it.
 * @param hosts external names and the addresses of their stand-ins.
 * @throws HarnessError `EGRESS_RULES`, or of the wait for the cluster's DNS.
 */
export async function isolate(cluster: StartedCluster, hosts: ExternalHosts, signal?: AbortSignal): Promise<void> {
  await Promise.all([blockEgress(cluster), isolateDns(clusterClients(cluster), hosts, signal)]);
}
