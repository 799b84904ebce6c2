/** Subdomains of the public-looking name that resolve to internal addresses, as an attacker's own DNS could. */
export const OUTSIDE_NAMES = {
  /** The cloud metadata address. */
  metadata: (host: string): string => `metadata.${host}`,
  /** The first Service address of the cluster: its API server. */
  cluster: (host: string): string => `cluster.${host}`,
} as const;

export const METADATA_ADDRESS = '169.254.169.254';
