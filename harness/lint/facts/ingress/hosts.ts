import { type IngressObject, sampleHost } from '../../../lib/ingress-routing/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import { httpRoutes } from '../input/http-routes.ts';
import type { LintInput } from '../input/input.ts';

const CACHE = new WeakMap<LintInput, ReadonlyMap<string, Place>>();

/**
 * @returns the hosts of all Ingresses and HTTPRoutes in lower case, '' = every host; each with its place in the first Ingress by name,
 * so that the order of files does not matter.
 */
export function servedHosts(input: LintInput): ReadonlyMap<string, Place> {
  const known = CACHE.get(input);
  if (known) return known;
  const hosts = new Map<string, Place>();
  for (const { entry, object } of input.ingresses.toSorted(byName)) {
    for (const [index, { host = '' }] of (object.spec?.rules ?? []).entries()) {
      const name = host.toLowerCase();
      if (!hosts.has(name)) hosts.set(name, placeIn(entry, ['spec', 'rules', index, 'host']));
    }
  }
  for (const { entry, object } of httpRoutes(input)) {
    for (const [index, host] of (object.spec?.hostnames ?? ['']).entries()) {
      const name = host.toLowerCase();
      if (!hosts.has(name)) hosts.set(name, placeIn(entry, ['spec', 'hostnames', index]));
    }
  }
  CACHE.set(input, hosts);
  return hosts;
}

export function byName({ entry: a }: IngressObject, { entry: b }: IngressObject): number {
  const [one, other] = [nameOf(a.object), nameOf(b.object)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** @returns whether one of the named hosts, or a wildcard among them, matches the host. */
export function servesHost(named: Iterable<string>, host: string): boolean {
  const [, ...above] = host.toLowerCase().split('.');
  const means = new Set([host.toLowerCase(), `*.${above.join('.')}`, '']);
  return [...named].some((name) => means.has(name));
}

/** @returns the hosts at which the config says something is served. */
export function knownHosts({ expected }: LintInput): Set<string> {
  const routed = expected.routes.filter(({ to }) => to !== 'none').map(({ host }) => host);
  return new Set([...Object.values(expected.hosts), ...routed].map((host) => host.toLowerCase()));
}

/** @returns a request host for each host that an Ingress or HTTPRoute names, wildcards included. */
export function sampleHosts(input: LintInput): string[] {
  return [...servedHosts(input).keys()].map((host) => sampleHost({ host }));
}
