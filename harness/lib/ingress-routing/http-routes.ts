import type { FieldPath, ManifestObject } from '../kube-objects/index.ts';
import type { RouteRule } from './types.ts';

/** What of an HTTPRoute decides who answers (Gateway API v1, HTTPRouteSpec). */
export interface HttpRoute {
  readonly spec?: {
    readonly hostnames?: readonly string[];
    readonly rules?: readonly HttpRouteRule[];
  };
}

interface HttpRouteRule {
  readonly matches?: readonly HttpRouteMatch[];
  readonly filters?: readonly HttpRouteFilter[];
  readonly backendRefs?: readonly HttpRouteBackend[];
}

interface HttpRouteMatch {
  readonly path?: { readonly type?: string; readonly value?: string };
  readonly headers?: readonly unknown[];
  readonly queryParams?: readonly unknown[];
  readonly method?: string;
}

interface HttpRouteFilter {
  readonly type?: string;
  readonly urlRewrite?: {
    readonly path?: { readonly replacePrefixMatch?: string; readonly replaceFullPath?: string };
  };
}

/** A target of an HTTPRoute; without a kind it is a Service. */
export interface HttpRouteBackend {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}

/** An HTTPRoute that fits its schema, together with where it is written. */
export interface HttpRouteObject {
  readonly entry: ManifestObject;
  readonly object: HttpRoute;
}

const EVERYTHING: HttpRouteMatch = {};

/**
 * @returns the rules of HTTPRoutes as those of an Ingress with the same meaning; the order in which they apply is that of
 *   `kubernetes`. A match that also asks for a header, a query or a method answers only some requests and is left out.
 */
export function rulesOfHttpRoutes(routes: readonly HttpRouteObject[]): RouteRule[] {
  return routes.flatMap((route) => {
    const { hostnames = [], rules = [] } = route.object.spec ?? {};
    const hosts = hostnames.length === 0 ? [''] : hostnames.map((host) => host.toLowerCase());
    return hosts.flatMap((host) => rules.flatMap((rule, index) => rulesOf(route, host, rule, index)));
  });
}

function rulesOf({ entry }: HttpRouteObject, host: string, rule: HttpRouteRule, index: number): RouteRule[] {
  const { matches = [], filters = [] } = rule;
  const field: FieldPath = ['spec', 'rules', index];
  const target = (rule.backendRefs ?? []).find((one) => isService(one) && one.weight !== 0);
  return (matches.length === 0 ? [EVERYTHING] : matches).flatMap((match, at): RouteRule[] => {
    if (match.headers?.length || match.queryParams?.length || match.method) return [];
    return [
      {
        kind: 'path',
        ingress: { entry, object: { metadata: entry.object.metadata } },
        host,
        path: match.path?.value ?? '/',
        pathType: PATH_TYPES[match.path?.type ?? 'PathPrefix'] ?? 'ImplementationSpecific',
        useRegex: match.path?.type === 'RegularExpression',
        rewriteTarget: rewriteOf(filters),
        service: target && { name: target.name, port: String(target.port ?? '') },
        field: matches.length === 0 ? field : [...field, 'matches', at],
      },
    ];
  });
}

const PATH_TYPES: Readonly<Record<string, RouteRule['pathType']>> = { Exact: 'Exact', PathPrefix: 'Prefix' };

const rewriteOf = (filters: readonly HttpRouteFilter[]): string | undefined =>
  filters
    .filter(({ type }) => type === 'URLRewrite')
    .map(({ urlRewrite }) => urlRewrite?.path?.replacePrefixMatch ?? urlRewrite?.path?.replaceFullPath)
    .find((path) => path !== undefined);

/** @returns whether a target is a Service, the default of its kind. */
export const isService = ({ group = '', kind = 'Service' }: HttpRouteBackend): boolean =>
  group === '' && kind === 'Service';
