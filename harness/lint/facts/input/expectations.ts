import type { Config, LoadedConfig, PartName } from '../../../core/config/index.ts';
import { configDefaults } from '../../../core/config/index.ts';
import type { Understood } from '../../../inference/index.ts';
import type { Controller } from '../../../lib/ingress-routing/index.ts';
import { shown } from '../../../lib/text/index.ts';

/** What is expected of a part: by the config, or by what the set itself says. */
export type ExpectedPart = Partial<Config['parts'][PartName]>;

/** What rules compare a set with: what the config promises, else what the set itself was understood to be. */
export interface Expectations {
  /** `set`: there is no config, and no number, host or version of any other deployment is applied. */
  readonly judgedBy: 'config' | 'set';
  readonly parts: Readonly<Record<PartName, ExpectedPart>>;
  /** Without a config only those that an Ingress serves. */
  readonly hosts: Partial<Config['hosts']>;
  readonly routes: Config['routes'];
  /** Only a config promises servers outside. */
  readonly external: Config['external'] | undefined;
  readonly lint: Config['lint'];
  /** Undefined where no object names one. */
  readonly namespace: string | undefined;
  /** Undefined where no image's tag tells it. */
  readonly difyVersion: string | undefined;
  readonly ingressController: Controller;
  /** The path of the config file and the positions of its fields, for rules about the config itself. */
  readonly source: Pick<LoadedConfig, 'file' | 'at'> | undefined;
}

export function expectationsOf({ config, file, at }: LoadedConfig): Expectations {
  const { parts, hosts, routes, external, lint, manifests, dify, cluster } = config;
  return {
    judgedBy: 'config',
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

/** @returns what a set expects of itself: nothing that its own files don't say. */
export function ownExpectations({ containers, services, namespace, difyVersion, edge }: Understood): Expectations {
  const partOf = (part: PartName): ExpectedPart => {
    const first = containers.find(({ component }) => component === part)?.seen;
    const service = services.get(part);
    return {
      ...(first ? { deployment: first.workload.entry.object.metadata.name } : {}),
      ...(service ? { service: service.name } : {}),
      ...(service?.port === undefined ? {} : { port: service.port }),
    };
  };
  return {
    judgedBy: 'set',
    parts: Object.fromEntries(PARTS.map((part) => [part, partOf(part)])) as Record<PartName, ExpectedPart>,
    hosts: {},
    routes: [],
    external: undefined,
    lint: configDefaults.lint,
    namespace,
    difyVersion,
    ingressController: edge.controller,
    source: undefined,
  };
}

/** Parts in the order of the deployment description. */
export const PARTS: readonly PartName[] = ['api', 'worker', 'web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'];

/** @returns the part that a Deployment of this name runs. */
export function partNamed({ parts }: Expectations, deployment: string): PartName | undefined {
  return PARTS.find((part) => parts[part].deployment === deployment);
}
