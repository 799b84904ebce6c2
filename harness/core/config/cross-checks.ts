import { hostsOf } from './hosts.ts';
import type { Config } from './schema.ts';
import { externalServers } from './stand-ins.ts';

export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Constraints that span several fields. */
export function crossChecks(config: Config): Problem[] {
  return [...partsOf(config), ...doublesOf(config), ...routesOf(config), ...imagesOf(config), ...edgeOf(config)];
}

/** Most checks look at the others from a pod of the API. */
function partsOf({ parts }: Config): Problem[] {
  if (parts.api !== undefined) return [];
  return [{ path: ['parts'], message: 'a run needs the API: add parts.api with the workload that runs it' }];
}

function doublesOf({ scope, images }: Config): Problem[] {
  if (scope !== 'release') return [];
  return Object.keys(images.doubles).map((image) => ({
    path: ['images', 'doubles', image],
    message: 'doubles are not allowed in a release: remove this, or set scope: rehearsal',
  }));
}

function routesOf(config: Config): Problem[] {
  const known = hostsOf(config);
  return config.routes.flatMap(({ host, to }, index) =>
    to === 'none' || known.includes(host)
      ? []
      : [{ path: ['routes', index, 'host'], message: `not one of the hosts ${known.join(', ')}` }],
  );
}

/** A server that has no stand-in would be missing in the middle of a run. */
function imagesOf({ external, standIns }: Config): Problem[] {
  return externalServers(external)
    .filter(({ name }) => standIns[name] === undefined)
    .map(({ name }) => ({
      path: ['external', name],
      message: `has no stand-in: add its image as standIns.${name} (docs/config.md)`,
    }));
}

function edgeOf({ edge, parts }: Config): Problem[] {
  const listening = [parts.nginx ?? []].flat().some(({ service }) => service !== undefined);
  if (edge.kind !== 'nginx' || listening) return [];
  return [{ path: ['edge', 'kind'], message: 'nginx needs parts.nginx with its service and port' }];
}
