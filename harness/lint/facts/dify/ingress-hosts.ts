import type { ManifestObject } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';

/** A host that the set's Ingresses serve. */
export interface IngressHost {
  readonly entry: ManifestObject;
  readonly tls: boolean;
}

/** @returns host → Ingress that serves it; a rule without a host is under `*`, a wildcard under `*.example.org`. */
export function ingressHosts({ ingresses }: LintInput): ReadonlyMap<string, IngressHost> {
  const hosts = new Map<string, IngressHost>();
  for (const { entry, object } of ingresses) {
    const secured = object.spec?.tls?.flatMap(({ hosts: names }) => names ?? ['*']) ?? [];
    for (const { host = '*' } of object.spec?.rules ?? []) {
      const tls = secured.includes('*') || secured.includes(host) || secured.includes(host.replace(/^[^.]+/, '*'));
      hosts.set(host, { entry, tls: tls || (hosts.get(host)?.tls ?? false) });
    }
    if (object.spec?.defaultBackend) hosts.set('*', { entry, tls: secured.length > 0 });
  }
  return hosts;
}

/** @returns what serves a host: its own rule, a wildcard, or a rule for all hosts. */
export const servedBy = (hosts: ReadonlyMap<string, IngressHost>, host: string): IngressHost | undefined =>
  hosts.get(host) ?? hosts.get(host.replace(/^[^.]+/, '*')) ?? hosts.get('*');
