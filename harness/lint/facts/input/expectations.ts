import type { Config, ConfiguredWorkload, LoadedConfig, PartName, PartWorkload } from '../../../core/config/index.ts';
import { configDefaults, findService, PART_NAMES, partWorkloads, workloadsOf } from '../../../core/config/index.ts';
import type { Understood } from '../../../inference/index.ts';
import type { Controller } from '../../../lib/ingress-routing/index.ts';
import { shown } from '../../../lib/text/index.ts';

/** What is expected of a part: by the config, or by what the set itself says. */
export type ExpectedPart = Partial<Omit<ConfiguredWorkload, 'kind'>>;

/** What rules compare a set with: what the config promises, else what the set itself was understood to be. */
export interface Expectations {
  /** `set`: there is no config, and no number, host or version of any other deployment is applied. */
  readonly judgedBy: 'config' | 'set';
  /** Its first workload, with the part's Service; nothing for a part that is not expected. */
  readonly parts: Readonly<Record<PartName, ExpectedPart>>;
  /** All workloads that the config names. */
  readonly workloads: readonly PartWorkload[];
  /** Without a config only those that an Ingress serves. */
  readonly hosts: Readonly<Partial<Record<'web' | 'api', string>>>;
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
  const { hosts, routes, external, lint, manifests, dify, cluster } = config;
  return {
    judgedBy: 'config',
    parts: perPart((part) => promisedPart(config, part)),
    workloads: partWorkloads(config),
    hosts: { web: hosts.web, ...(hosts.api === undefined ? {} : { api: hosts.api }) },
    routes,
    external,
    lint,
    namespace: manifests.namespace,
    difyVersion: dify.version,
    ingressController: cluster.ingressController,
    source: { file: shown(file), at },
  };
}

function promisedPart(config: Config, part: PartName): ExpectedPart {
  const [{ kind: _, ...first } = { kind: undefined }] = workloadsOf(config, part);
  const service = findService(config, part);
  return service ? { ...first, service: service.name, port: service.port } : first;
}

/** @returns what a set expects of itself: nothing that its own files don't say. */
export function ownExpectations({ containers, services, namespace, difyVersion, edge }: Understood): Expectations {
  const partOf = (part: PartName): ExpectedPart => {
    const first = containers.find(({ component }) => component === part)?.seen;
    const service = services.get(part);
    return {
      ...(first ? { name: first.workload.entry.object.metadata.name } : {}),
      ...(service ? { service: service.name } : {}),
      ...(service?.port === undefined ? {} : { port: service.port }),
    };
  };
  return {
    judgedBy: 'set',
    parts: perPart(partOf),
    workloads: [],
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
export const PARTS: readonly PartName[] = PART_NAMES;

const perPart = (make: (part: PartName) => ExpectedPart): Record<PartName, ExpectedPart> =>
  Object.fromEntries(PARTS.map((part) => [part, make(part)])) as Record<PartName, ExpectedPart>;

/** @returns what the config promises about a workload; undefined if it does not name it. */
export const promiseFor = ({ workloads }: Expectations, name: string): PartWorkload | undefined =>
  workloads.find((one) => one.name === name);

/** @returns the part that a workload of this name runs. */
export function partNamed(expected: Expectations, workload: string): PartName | undefined {
  const part = promiseFor(expected, workload)?.part;
  return PARTS.find((one) => one === part);
}
