import type { Config, PartName } from '../../../harness/index.ts';

export type PartConfig = Config['parts'][PartName] & { readonly part: PartName };
export type ListeningPart = PartConfig & { readonly service: string; readonly port: number };

/** The six parts as the config promises them. */
export function partsOf(config: Config): PartConfig[] {
  return (Object.keys(config.parts) as PartName[]).map((part) => ({ ...config.parts[part], part }));
}

/** The parts with a Service: all but the worker. */
export function listening(config: Config): ListeningPart[] {
  return partsOf(config).flatMap((part) =>
    part.service === undefined || part.port === undefined ? [] : [{ ...part, service: part.service, port: part.port }],
  );
}

/** Hosts on which the console API is reachable from outside; the host of the pages comes first if it is one. */
export function consoleHosts({ routes, hosts }: Pick<Config, 'routes' | 'hosts'>): string[] {
  const found = routes.filter(({ path, to }) => to === 'api' && `${path}/`.startsWith('/console/api/'));
  const names = new Set(found.map(({ host }) => host));
  return [hosts.web, ...names].filter((host, index, all) => names.has(host) && all.indexOf(host) === index);
}

export const consoleHost = (config: Pick<Config, 'routes' | 'hosts'>): string =>
  consoleHosts(config)[0] ?? config.hosts.web;

/** `service.namespace.svc.cluster.local`: resolves anywhere in the cluster. */
export function clusterName(config: Config, part: PartName): string {
  return `${config.parts[part].service}.${config.manifests.namespace}.svc.cluster.local`;
}

/** @returns the part's address inside the cluster, without a path. */
export function clusterUrl(config: Config, part: PartName): string {
  return `http://${clusterName(config, part)}:${config.parts[part].port}`;
}
