import { type Kube, literalStart } from '../../../harness/index.ts';
import { type IngressPath, PLAIN_END } from './ingress-matrix.ts';

/** What of a deployed HTTPRoute decides who answers, and how far its Gateway took it over (Gateway API v1). */
export interface DeployedRoute {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly parentRefs?: readonly ParentRef[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly RouteRule[];
  };
  readonly status?: { readonly parents?: readonly RouteParent[] };
}

export interface ParentRef {
  readonly name: string;
  readonly namespace?: string;
}

interface RouteParent {
  readonly parentRef: ParentRef;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
}

export interface RouteRule {
  readonly matches?: readonly {
    readonly path?: { readonly type?: string; readonly value?: string };
    readonly headers?: readonly unknown[];
    readonly queryParams?: readonly unknown[];
    readonly method?: string;
  }[];
  readonly filters?: readonly { readonly type: string }[];
  readonly backendRefs?: readonly { readonly kind?: string; readonly name: string }[];
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
}

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** @returns the HTTPRoutes of the namespace. @throws if the API returns an error. */
export async function httpRoutes({ objects, namespace }: Kube): Promise<DeployedRoute[]> {
  return (await objects.list(GATEWAY_API, 'HTTPRoute', namespace)).items as DeployedRoute[];
}

/** @returns its paths, or in words why one can't be requested. */
export function pathsOfRoute({ metadata, spec }: DeployedRoute): (IngressPath | string)[] {
  const { hostnames = [''], rules = [] } = spec ?? {};
  return hostnames.flatMap((host) =>
    rules.flatMap((rule) =>
      (rule.matches ?? [{}]).map(({ path = {}, ...also }) => {
        const { type = 'PathPrefix', value = '/' } = path;
        const name = `HTTPRoute ${metadata?.name}, path ${value} of ${host || 'every host'}`;
        const [backend] = rule.backendRefs ?? [];
        const start = type === 'RegularExpression' ? literalStart(value) : value.replace(/\/$/, '');
        if (!backend || (backend.kind ?? 'Service') !== 'Service') return `${name}: its backend is not a Service`;
        if (Object.keys(also).length > 0) return `${name}: it also asks for ${Object.keys(also).join(' and ')}`;
        if (type === 'RegularExpression' && !PLAIN_END.test(value.slice(start.length)))
          return `${name}: no path can be derived from its pattern`;
        return { name, host: host.toLowerCase(), start, exact: type === 'Exact', service: backend.name };
      }),
    ),
  );
}

/** @returns why a Gateway does not serve the route; nothing once each of its Gateways has accepted it and knows its backends. */
export function refusals({ metadata, spec, status }: DeployedRoute): string[] {
  const route = `HTTPRoute ${metadata?.name}`;
  return (spec?.parentRefs ?? []).flatMap(({ name }) => {
    const parent = status?.parents?.find(({ parentRef }) => parentRef.name === name);
    if (!parent) return [`${route}: no controller has answered for Gateway ${name}`];
    return ['Accepted', 'ResolvedRefs'].flatMap((wanted) => {
      const found = parent.conditions?.find(({ type }) => type === wanted);
      if (found?.status === 'True') return [];
      return [
        `${route}: Gateway ${name} says ${wanted}=${found?.status ?? 'nothing'}: ${found?.message ?? 'no message'}`,
      ];
    });
  });
}

/** @returns the time-outs that each route declares, in words. */
export function declaredTimeouts(routes: readonly DeployedRoute[]): string {
  const told = routes.map(({ metadata, spec }) => {
    const all = (spec?.rules ?? []).flatMap(({ timeouts }) => Object.entries(timeouts ?? {}));
    return `${metadata?.name} ${all.map(([name, value]) => `${name} ${value}`).join(' and ') || 'none'}`;
  });
  return told.join(', ');
}
