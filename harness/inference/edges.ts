import type { V1IngressClass } from '@kubernetes/client-node';
import type { ManifestObject } from '../lib/kube-objects/index.ts';
import type { SeenSet } from './seen.ts';

/** Who routes requests into the set. */
export interface UnderstoodEdge {
  readonly kind: 'Ingress' | 'Gateway' | 'nginx' | 'none';
  /** As `lib/ingress-routing` models it; `kubernetes`: only what the Ingress API itself guarantees. */
  readonly controller: 'ingress-nginx' | 'traefik' | 'kubernetes';
  /** As a sentence names it: `ingress-nginx`, `Ingress class alb`. */
  readonly name: string;
  /** Of all Ingresses and routes, in lower case; a rule without a host is not listed. */
  readonly hosts: readonly string[];
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** @returns how requests get in. @param hasNginx whether an nginx of the set may be the edge. */
export function edgeOf(set: SeenSet, hasNginx: boolean): UnderstoodEdge {
  const routes = set.objects.filter(({ object }) => object.kind === 'HTTPRoute');
  const hosts = [...new Set([...ingressHosts(set), ...routes.flatMap(routeHosts)])].sort();
  if (set.ingresses.length > 0) return { kind: 'Ingress', ...controllerOf(set), hosts };
  if (routes.length > 0) return { kind: 'Gateway', controller: 'kubernetes', name: 'the Gateway API', hosts };
  if (hasNginx) return { kind: 'nginx', controller: 'kubernetes', name: 'an nginx of the set', hosts };
  return { kind: 'none', controller: 'kubernetes', name: 'no edge', hosts };
}

const ingressHosts = ({ ingresses }: SeenSet): string[] =>
  ingresses.flatMap(({ object }) =>
    (object.spec?.rules ?? []).flatMap(({ host }) => (host ? [host.toLowerCase()] : [])),
  );

function routeHosts({ object }: ManifestObject): string[] {
  const { hostnames } = (object.spec ?? {}) as { hostnames?: unknown };
  return Array.isArray(hostnames)
    ? hostnames.filter((host) => typeof host === 'string').map((host) => host.toLowerCase())
    : [];
}

/** The set's own IngressClass decides; else the class's name, as the controllers' installations name it. */
function controllerOf(set: SeenSet): Pick<UnderstoodEdge, 'controller' | 'name'> {
  const classes = new Set(set.ingresses.flatMap(({ object }) => classOf(object) ?? []));
  const [name, ...others] = classes;
  if (name === undefined) {
    const annotated = set.ingresses.some(({ object }) => hasNginxAnnotation(object));
    return annotated ? NGINX : { controller: 'kubernetes', name: 'an Ingress without a class' };
  }
  if (others.length > 0) return { controller: 'kubernetes', name: `Ingress classes ${[...classes].sort().join(', ')}` };
  const declared = set.objects.find(({ object }) => object.kind === 'IngressClass' && object.metadata.name === name);
  const controller = (declared?.object as V1IngressClass | undefined)?.spec?.controller ?? name;
  if (/traefik/i.test(controller)) return { controller: 'traefik', name: 'Traefik' };
  return /nginx/i.test(controller) && !/nginx\.org/.test(controller)
    ? NGINX
    : { controller: 'kubernetes', name: `Ingress class ${name}` };
}

const NGINX = { controller: 'ingress-nginx', name: 'ingress-nginx' } as const;

const classOf = ({ metadata, spec }: SeenSet['ingresses'][number]['object']): string | undefined =>
  spec?.ingressClassName ?? metadata?.annotations?.[CLASS_ANNOTATION];

const hasNginxAnnotation = ({ metadata }: SeenSet['ingresses'][number]['object']): boolean =>
  Object.keys(metadata?.annotations ?? {}).some((name) => name.startsWith('nginx.ingress.kubernetes.io/'));
