import type { V1IngressTLS } from '@kubernetes/client-node';
import type { IngressObject } from '../../../lib/ingress-routing/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';

export interface PlacedTls {
  readonly ingress: IngressObject;
  readonly tls: V1IngressTLS;
  readonly path: FieldPath;
}

/** @returns each TLS entry of each Ingress. */
export function tlsOf({ ingresses }: Pick<LintInput, 'ingresses'>): PlacedTls[] {
  return ingresses.flatMap((ingress) =>
    (ingress.object.spec?.tls ?? []).map((tls, index) => ({ ingress, tls, path: ['spec', 'tls', index] })),
  );
}

/** @returns whether a TLS entry covers the host; one without hosts covers all. */
export function covers({ hosts = [] }: V1IngressTLS, host: string): boolean {
  const [, ...above] = host.toLowerCase().split('.');
  const names = hosts.map((name) => name.toLowerCase());
  return names.length === 0 || names.includes(host.toLowerCase()) || names.includes(`*.${above.join('.')}`);
}

/** Something else creates the Secret, such as cert-manager. */
export const isIssued = ({ object }: IngressObject): boolean =>
  Object.keys(object.metadata?.annotations ?? {}).some((key) =>
    /^(cert-manager\.io|acme\.cert-manager\.io)\/|tls-acme$/.test(key),
  );

/** @returns what is wrong with the Secret of a TLS entry. */
export function secretFault(input: LintInput, { ingress, tls }: PlacedTls): string | undefined {
  const { secretName } = tls;
  if (!secretName || isIssued(ingress)) return undefined;
  const secret = input.sources.find('Secret', secretName, ingress.entry.object.metadata.namespace);
  if (!secret) return `Secret "${secretName}" is not in the set`;
  if (secret.made) return undefined;
  if (secret.entry.object.type !== 'kubernetes.io/tls')
    return `Secret "${secretName}" is not of type kubernetes.io/tls`;
  const missing = ['tls.crt', 'tls.key'].filter((key) => !secret.keys.has(key));
  return missing.length > 0 ? `Secret "${secretName}" has no ${missing.join(' and no ')}` : undefined;
}
