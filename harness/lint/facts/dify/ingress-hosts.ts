import type { HttpRouteObject } from '../../../lib/ingress-routing/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';
import { httpRoutes } from '../input/http-routes.ts';
import type { LintInput } from '../input/input.ts';
import { ofKind } from '../input/of-kind.ts';

/** A host that the set's Ingresses or HTTPRoutes serve. */
export interface IngressHost {
  readonly entry: ManifestObject;
  /** Undefined where the Gateway that would tell is not in the set. */
  readonly tls: boolean | undefined;
}

/** @returns host → what serves it; a rule without a host is under `*`, a wildcard under `*.example.org`. */
export function ingressHosts(input: LintInput): ReadonlyMap<string, IngressHost> {
  const hosts = new Map<string, IngressHost>();
  for (const route of httpRoutes(input)) {
    const tls = hasTls(input, route);
    for (const host of route.object.spec?.hostnames ?? ['*']) hosts.set(host, { entry: route.entry, tls });
  }
  for (const { entry, object } of input.ingresses) {
    const secured = object.spec?.tls?.flatMap(({ hosts: names }) => names ?? ['*']) ?? [];
    for (const { host = '*' } of object.spec?.rules ?? []) {
      const tls = secured.includes('*') || secured.includes(host) || secured.includes(host.replace(/^[^.]+/, '*'));
      hosts.set(host, { entry, tls: tls || (hosts.get(host)?.tls ?? false) });
    }
    if (object.spec?.defaultBackend) hosts.set('*', { entry, tls: secured.length > 0 });
  }
  return hosts;
}

interface Gateway {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly listeners?: readonly { readonly protocol?: string }[] };
}

/** Whether a listener of one of its Gateways speaks HTTPS. */
function hasTls(input: LintInput, { entry }: HttpRouteObject): boolean | undefined {
  const { parentRefs = [] } = (entry.object.spec ?? {}) as { parentRefs?: readonly { readonly name?: string }[] };
  const named = new Set(parentRefs.map(({ name }) => name));
  const gateways = ofKind<Gateway>(input, 'Gateway').filter(({ object }) => named.has(object.metadata?.name));
  if (gateways.length === 0) return undefined;
  return gateways.some(({ object }) => object.spec?.listeners?.some(({ protocol }) => protocol === 'HTTPS'));
}

/** @returns what serves a host: its own rule, a wildcard, or a rule for all hosts. */
export const servedBy = (hosts: ReadonlyMap<string, IngressHost>, host: string): IngressHost | undefined =>
  hosts.get(host) ?? hosts.get(host.replace(/^[^.]+/, '*')) ?? hosts.get('*');
