/** Host name → IPv4 address inside the run's network. */
export type ExternalHosts = Readonly<Record<string, string>>;

/**
 * The cluster DNS of an isolated run: the cluster's own names, the external names with the stand-ins' addresses, and nothing else.
 * Each zone is a separate server block, because CoreDNS runs `template` before `hosts` and `kubernetes`: in one block, the answer
 * "no such name" would come first. There is no `forward`, so no query leaves the cluster.
 */
export function corefile(hosts: ExternalHosts): string {
  const externals = Object.entries(hosts).map(
    ([name, address]) => `${name}:53 {
    errors
    hosts {
        ${address} ${name}
        ttl 5
    }
}`,
  );
  return [CLUSTER, ...externals, EVERYTHING_ELSE].join('\n');
}

const CLUSTER = `cluster.local:53 in-addr.arpa:53 ip6.arpa:53 {
    errors
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        ttl 5
    }
    loadbalance
}`;

/** The log shows queries for outside names: a finding about the deployment, not about the harness. */
const EVERYTHING_ELSE = `.:53 {
    errors
    health
    ready
    prometheus :9153
    log . {
        class denial
    }
    template ANY ANY {
        rcode NXDOMAIN
    }
}
`;
