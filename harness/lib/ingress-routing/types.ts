import type { V1Ingress } from '@kubernetes/client-node';
import type { FieldPath, ManifestObject } from '../kube-objects/index.ts';
import type { Automaton } from './language/automaton.ts';

/**
 * Who routes. `traefik`: Traefik 3.6 with its ingress-nginx provider; `ingress-nginx`: the NGINX controller of the
 * Kubernetes project; `kubernetes`: what the Ingress API itself promises, and no controller adds to.
 */
export type Controller = 'traefik' | 'ingress-nginx' | 'kubernetes';

/** An Ingress that fits the schema of its kind, together with where it is written. */
export interface IngressObject {
  readonly entry: ManifestObject;
  readonly object: V1Ingress;
}

/** One path of an Ingress, or its default backend. */
export interface RouteRule {
  readonly kind: 'path' | 'default';
  readonly ingress: IngressObject;
  /** As written, in lower case; '' = every host; `*.example.com` = every host below. */
  readonly host: string;
  /** As written; '' where there is none. */
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  /** `use-regex` of its Ingress. */
  readonly useRegex: boolean;
  /** `rewrite-target` of its Ingress. */
  readonly rewriteTarget: string | undefined;
  /** Where it leads; undefined for a backend that is no Service, which no controller here serves. */
  readonly service: { readonly name: string; readonly port: string } | undefined;
  /** Of the path, or of the default backend, within the Ingress. */
  readonly field: FieldPath;
}

/** A rule as a controller tries it. */
export interface Tried {
  readonly rule: RouteRule;
  /** How all paths begin that it takes, in lower case and without a slash at its end. */
  readonly start: string;
  /** The paths that it takes; a text says why that can't be told. */
  readonly paths: Automaton | string;
  /** The lower, the earlier; where two are equal, chance decides. */
  readonly rank: number;
  /** As the controller sees it: `location ~* "^/console/api"`. */
  readonly as: string;
}

/** How a controller chooses: the rules that can answer for a host, in the order in which it tries them. */
export type Order = (rules: readonly RouteRule[], host: string) => readonly Tried[];

/** Who answers a request. */
export type Answer =
  | { readonly kind: 'rule'; readonly rule: RouteRule; readonly as: string }
  /** Rules of equal rank that lead to different Services: chance decides. */
  | { readonly kind: 'chance'; readonly rules: readonly RouteRule[] }
  /** The controller itself, with 404. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };
