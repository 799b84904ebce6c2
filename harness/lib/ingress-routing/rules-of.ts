import type { V1IngressBackend } from '@kubernetes/client-node';
import type { FieldPath } from '../kube-objects/index.ts';
import type { IngressObject, RouteRule } from './types.ts';

export const NGINX_PREFIX = 'nginx.ingress.kubernetes.io/';

/** @returns the annotation of ingress-nginx with that name: `use-regex`. */
export function annotationOf({ object }: IngressObject, name: string): string | undefined {
  return object.metadata?.annotations?.[`${NGINX_PREFIX}${name}`];
}

/** The texts that Go parses as true (strconv.ParseBool); both controllers ignore an annotation with any other text. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** @returns the value of a boolean annotation; undefined if it is missing or invalid. */
export function flagOf(ingress: IngressObject, name: string): boolean | undefined {
  const value = annotationOf(ingress, name) ?? '';
  return TRUE.has(value) ? true : FALSE.has(value) ? false : undefined;
}

/** @returns all rules of the Ingresses, in an order that depends only on their names. */
export function rulesOf(ingresses: readonly IngressObject[]): RouteRule[] {
  return ingresses.toSorted(byName).flatMap((ingress) => [...pathsOf(ingress), ...defaultsOf(ingress)]);
}

const nameOf = ({ object: { metadata } }: IngressObject): string =>
  `${metadata?.namespace ?? 'default'}/${metadata?.name}`;

/**
 * In ingress-nginx the older Ingress wins, and of two created in the same second the one with the later name
 * (sortIngressSlice in internal/ingress/controller/store/store.go). Ingresses applied together count as equally old.
 */
function byName(a: IngressObject, b: IngressObject): number {
  return nameOf(a) < nameOf(b) ? 1 : nameOf(a) > nameOf(b) ? -1 : 0;
}

function pathsOf(ingress: IngressObject): RouteRule[] {
  return (ingress.object.spec?.rules ?? []).flatMap(({ host, http }, rule) =>
    (http?.paths ?? []).map(({ path, pathType, backend }, index) => ({
      ...common(ingress, backend, ['spec', 'rules', rule, 'http', 'paths', index]),
      kind: 'path',
      host: (host ?? '').toLowerCase(),
      path: path ?? '',
      pathType: pathType === 'Exact' || pathType === 'Prefix' ? pathType : 'ImplementationSpecific',
    })),
  );
}

/** The default backend answers for each host that the Ingress names; for every host if it names none. */
function defaultsOf(ingress: IngressObject): RouteRule[] {
  const { defaultBackend, rules = [] } = ingress.object.spec ?? {};
  if (!defaultBackend) return [];
  const hosts = new Set(rules.length === 0 ? [''] : rules.map(({ host }) => (host ?? '').toLowerCase()));
  const base = common(ingress, defaultBackend, ['spec', 'defaultBackend']);
  return [...hosts].map((host) => ({ ...base, kind: 'default', host, path: '', pathType: 'ImplementationSpecific' }));
}

function common(ingress: IngressObject, { service }: V1IngressBackend, field: FieldPath) {
  return {
    ingress,
    useRegex: flagOf(ingress, 'use-regex') ?? false,
    rewriteTarget: annotationOf(ingress, 'rewrite-target'),
    service: service && { name: service.name, port: String(service.port?.name ?? service.port?.number ?? '') },
    field,
  };
}
