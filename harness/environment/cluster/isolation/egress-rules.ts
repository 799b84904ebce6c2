import type { StartedCluster } from '../types.ts';

/** nftables table of the rules below and their counter. */
export const EGRESS_TABLE = 'dify-e2e-egress';

type Networks = Pick<StartedCluster, 'podCidr' | 'network'>;

/**
 * nftables rules for a node: traffic that leaves the run's networks is rejected, whether a pod or the node sends it.
 * It is a separate base chain at an early priority: an `accept` elsewhere (kube-proxy, CNI) can't override its rejects.
 * - the Docker host's own address may reply (the ingress port comes from there) but not be called: real services may
 *   listen on it;
 * - Service addresses are not allowed: at this point kube-proxy has already translated them to pod addresses, and one that it
 *   does not know (yet) would take the default route to an unknown host;
 * - TCP is reset and the rest is answered with ICMP, so that mistakes show within milliseconds, not as a timeout.
 */
export function egressRules({ podCidr, network }: Networks): string {
  return `
table inet ${EGRESS_TABLE}
delete table inet ${EGRESS_TABLE}
table inet ${EGRESS_TABLE} {
  counter refused { }
  chain forward {
    type filter hook forward priority filter - 10; policy accept;
    jump leaving
  }
  chain output {
    type filter hook output priority filter - 10; policy accept;
    oif "lo" accept
    jump leaving
  }
  chain leaving {
    ip daddr ${network.gateway} ct state new goto refuse
    ip daddr { ${podCidr}, ${network.subnet} } return
    ip6 daddr { ::1, fe80::/10, ff02::/16 } return
    goto refuse
  }
  chain refuse {
    counter name refused
    meta l4proto tcp reject with tcp reset
    reject with icmpx admin-prohibited
  }
}
`.trimStart();
}
