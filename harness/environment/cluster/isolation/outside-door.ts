/** The only address outside the run's networks that pods can reach; it is redirected to a stand-in in the run. */
export interface OutsideDoor {
  /** Public-looking address. */
  readonly address: string;
  /** Address of the stand-in in the run's network. */
  readonly to: string;
  /** Port of the public-looking address → port of the stand-in. */
  readonly ports: Readonly<Record<number, number>>;
}

const TABLE = 'dify-e2e-outside';

/**
 * nftables rules for a node: traffic from pods to the public-looking address is redirected to the stand-in before the egress rules
 * apply. So those rules need no exception: without this table, the address is rejected.
 */
export function doorRules(door: OutsideDoor | undefined): string {
  const leads = Object.entries(door?.ports ?? {}).map(
    ([port, target]) => `    ip daddr ${door?.address} tcp dport ${port} dnat to ${door?.to}:${target}`,
  );
  return `
table ip ${TABLE}
delete table ip ${TABLE}
table ip ${TABLE} {
  chain prerouting {
    type nat hook prerouting priority dstnat - 10; policy accept;
${leads.join('\n')}
  }
}
`.trimStart();
}
