import type { V1Ingress } from '@kubernetes/client-node';
import type { FieldPath, ManifestObject } from '../kube-objects/index.ts';
import type { Automaton } from './language/automaton.ts';

/**
 * The router. `traefik`: Traefik 3.6 with its ingress-nginx provider; `ingress-nginx`: the NGINX controller of the
 * Kubernetes project; `kubernetes`: only what the Ingress API itself guarantees.
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
  /** As written; '' if there is none. */
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  /** `use-regex` of its Ingress. */
  readonly useRegex: boolean;
  /** `rewrite-target` of its Ingress. */
  readonly rewriteTarget: string | undefined;
  /** Its backend; undefined for a backend other than a Service, which no controller here serves. */
  readonly service: { readonly name: string; readonly port: string } | undefined;
  /** Field path of the path, or of the default backend, within the Ingress. */
  readonly field: FieldPath;
}

/** A rule as a controller tries it. */
export interface Tried {
  readonly rule: RouteRule;
  /** Common prefix of all paths that it matches, in lower case and without a trailing slash. */
  readonly start: string;
  /** The paths that it matches; a string is the reason why they can't be determined. */
  readonly paths: Automaton | string;
  /** Lower is earlier; if two are equal, their order is undefined. */
  readonly rank: number;
  /** As the controller sees it: `location ~* "^/console/api"`. */
  readonly as: string;
}

/** The rules that can answer for a host, in the order in which a controller tries them. */
export type Order = (rules: readonly RouteRule[], host: string) => readonly Tried[];

/** Who answers a request. */
export type Answer =
  | { readonly kind: 'rule'; readonly rule: RouteRule; readonly as: string }
  /** Rules of equal rank that route to different Services: which one answers is undefined. */
  | { readonly kind: 'tie'; readonly rules: readonly RouteRule[] }
  /** The controller itself, with 404. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };
