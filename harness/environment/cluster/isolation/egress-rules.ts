import type { StartedCluster } from '../types.ts';

/** nftables table of the rules below; also where their counter is read. */
export const EGRESS_TABLE = 'dify-e2e-egress';

type Networks = Pick<StartedCluster, 'podCidr' | 'network'>;

/**
 * nftables rules for a node: what leaves the run's networks is refused at once, whether a pod or the node sends it.
 * A base chain of its own at an early priority: an `accept` elsewhere (kube-proxy, CNI) can't undo a refusal in it.
 * - the Docker host's own address may answer (the ingress port comes from there) but not be called: real services may
 *   listen on it;
 * - service addresses are not let through: here kube-proxy has already turned them into pods' addresses, and one that it
 *   does not know (yet) would go to the default route, and so to a stranger;
 * - tcp is reset and the rest is answered by ICMP, so that a mistake shows in milliseconds, not as a time-out.
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
