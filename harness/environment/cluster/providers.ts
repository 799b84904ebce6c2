import { CLUSTER_PROVIDER_NAMES, type ClusterProviderName } from '../../core/config/cluster-providers.ts';
import { HarnessError } from '../../core/errors.ts';
import { importNamed } from '../../core/named-module.ts';
import type { Environment, ProgramPaths } from '../environment.ts';
import type { ClusterProvider, ClusterProviderModule, NodeAccess, OpenCluster } from './types.ts';

/** @returns the provider in the config's `cluster.provider`. */
export async function clusterProvider(
  name: ClusterProviderName,
  programs: ProgramPaths = {},
): Promise<ClusterProvider> {
  const { createProvider } = await importNamed<ClusterProviderModule>(import.meta.url, `./providers/${name}/provider`);
  return createProvider(programs);
}

/** @returns every provider, to find clusters of all of them. */
export function allProviders(): Promise<ClusterProvider[]> {
  return Promise.all(CLUSTER_PROVIDER_NAMES.map((name) => clusterProvider(name)));
}

/** Opens the cluster of a saved environment. Makes no requests: it may be gone. */
export async function openCluster(environment: SavedCluster): Promise<OpenCluster> {
  const { config, tools, clusterName: name, runId, kubeconfig, context } = environment;
  const provider = await clusterProvider(config.cluster.provider, tools);
  return provider.open({ name, runId, kubeconfig, context });
}

type SavedCluster = Pick<Environment, 'config' | 'tools' | 'clusterName' | 'runId' | 'kubeconfig' | 'context'>;

/** @returns access to the nodes. @throws HarnessError `NODE_ACCESS_UNSUPPORTED` if the provider has none. */
export function nodeAccess(cluster: Pick<OpenCluster, 'name' | 'node'>): NodeAccess {
  if (cluster.node) return cluster.node;
  throw new HarnessError({
    code: 'NODE_ACCESS_UNSUPPORTED',
    message: `the nodes of cluster ${cluster.name} can't be accessed`,
    likely: 'this cluster provider only gives access to the Kubernetes API',
    hint: 'use a config with cluster.provider: kind',
  });
}
