/**
 * Values of `cluster.provider`, and the programs that each provider runs. A provider's code is
 * `environment/cluster/providers/<name>/provider.ts`: to add one, add a line here and a directory there.
 */
export const CLUSTER_PROVIDERS = {
  kind: { programs: ['docker', 'kind'] },
} as const satisfies Readonly<Record<string, { readonly programs: readonly string[] }>>;

export type ClusterProviderName = keyof typeof CLUSTER_PROVIDERS;

export const CLUSTER_PROVIDER_NAMES = Object.keys(CLUSTER_PROVIDERS) as [ClusterProviderName, ...ClusterProviderName[]];
