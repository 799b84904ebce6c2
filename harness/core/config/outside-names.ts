/** Names below the public-looking one that lead where a public name should not: what an attacker can have in a DNS of his own. */
export const OUTSIDE_NAMES = {
  /** The cloud's metadata address. */
  metadata: (host: string): string => `metadata.${host}`,
  /** The first Service address of the cluster: its API server. */
  cluster: (host: string): string => `cluster.${host}`,
} as const;

export const METADATA_ADDRESS = '169.254.169.254';
