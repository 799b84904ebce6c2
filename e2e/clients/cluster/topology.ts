import type { V1Container } from '@kubernetes/client-node';
import {
  type AnyPartName,
  type Config,
  type LiveWorkload,
  type PartWorkload,
  partWorkloads,
  serviceOf,
  webHost,
} from '../../../harness/index.ts';

export type PartConfig = PartWorkload;
export type ListeningPart = PartConfig & { readonly service: string; readonly port: number };

/** The workloads of all parts, as the config promises them. */
export const partsOf = (config: Config): PartConfig[] => partWorkloads(config);

/** @returns the container of the live workload that runs the part: the named one, or the first. */
export function ownContainer({ container }: PartConfig, { spec }: LiveWorkload): V1Container | undefined {
  const all = spec?.template.spec?.containers;
  return all?.find(({ name }) => name === container) ?? all?.[0];
}

/** Those with a Service. */
export function listening(config: Config): ListeningPart[] {
  return partsOf(config).flatMap((part) =>
    part.service === undefined || part.port === undefined ? [] : [{ ...part, service: part.service, port: part.port }],
  );
}

/** Hosts on which the console API is reachable from outside; the host of the pages comes first if it is one. */
export function consoleHosts({ routes, hosts }: Pick<Config, 'routes' | 'hosts'>): string[] {
  const web = webHost({ hosts });
  const found = routes.filter(({ path, to }) => to === 'api' && `${path}/`.startsWith('/console/api/'));
  const names = new Set(found.map(({ host }) => host));
  return [web, ...names].filter((host, index, all) => names.has(host) && all.indexOf(host) === index);
}

export const consoleHost = (config: Pick<Config, 'routes' | 'hosts'>): string =>
  consoleHosts(config)[0] ?? webHost(config);

/** `service.namespace.svc.cluster.local`: resolves anywhere in the cluster. */
export function clusterName(config: Config, part: AnyPartName): string {
  return `${serviceOf(config, part).name}.${config.manifests.namespace}.svc.cluster.local`;
}

/** @returns the part's address inside the cluster, without a path. */
export function clusterUrl(config: Config, part: AnyPartName): string {
  return `http://${clusterName(config, part)}:${serviceOf(config, part).port}`;
}
