import type { Config, LoadedConfig, PartName } from '../../../core/config/index.ts';
import { shown } from '../../../lib/text/index.ts';

/** What the config expects of the deployment: the part of it that rules compare with. */
export type Expectations = Pick<Config, 'parts' | 'hosts' | 'routes' | 'external' | 'lint'> & {
  readonly namespace: string;
  readonly difyVersion: string;
  readonly ingressController: Config['cluster']['ingressController'];
  /** The path of the config file and the positions of its fields, for rules about the config itself. */
  readonly source: Pick<LoadedConfig, 'file' | 'at'>;
};

export function expectationsOf({ config, file, at }: LoadedConfig): Expectations {
  const { parts, hosts, routes, external, lint, manifests, dify, cluster } = config;
  return {
    parts,
    hosts,
    routes,
    external,
    lint,
    namespace: manifests.namespace,
    difyVersion: dify.version,
    ingressController: cluster.ingressController,
    source: { file: shown(file), at },
  };
}

/** Parts in the order of the deployment description. */
export const PARTS: readonly PartName[] = ['api', 'worker', 'web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'];

/** @returns the part that a Deployment of this name runs. */
export function partOf(expected: Expectations, deployment: string): PartName | undefined {
  return PARTS.find((part) => expected.parts[part].deployment === deployment);
}
