import { sampleHost } from '../../ingress/index.ts';
import type { LintInput } from '../input/input.ts';
import { type Place, placeIn } from '../rule.ts';

/** @returns the hosts that Ingresses name, in lower case, each with the place where it is first named; '' = every host. */
export function servedHosts({ ingresses }: LintInput): Map<string, Place> {
  const hosts = new Map<string, Place>();
  for (const { entry, object } of ingresses) {
    for (const [index, { host = '' }] of (object.spec?.rules ?? []).entries()) {
      const name = host.toLowerCase();
      if (!hosts.has(name)) hosts.set(name, placeIn(entry, ['spec', 'rules', index, 'host']));
    }
  }
  return hosts;
}

/** @returns whether one of the named hosts, or a wildcard among them, means the host. */
export function servesHost(named: Iterable<string>, host: string): boolean {
  const [, ...above] = host.toLowerCase().split('.');
  const means = new Set([host.toLowerCase(), `*.${above.join('.')}`, '']);
  return [...named].some((name) => means.has(name));
}

/** @returns the hosts that the config says something is served at. */
export function knownHosts({ expected }: LintInput): Set<string> {
  const routed = expected.routes.filter(({ to }) => to !== 'none').map(({ host }) => host);
  return new Set([...Object.values(expected.hosts), ...routed].map((host) => host.toLowerCase()));
}

/** @returns a host of a request for each that an Ingress names, a wildcard's as well. */
export function sampleHosts(input: LintInput): string[] {
  return [...servedHosts(input).keys()].map((host) => sampleHost({ host }));
}
