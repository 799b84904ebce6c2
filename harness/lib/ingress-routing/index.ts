/** Which rule of which Ingress answers a request, for each ingress controller. */

export { NGINX_ANNOTATIONS, TRAEFIK_ANNOTATIONS, TUNING_ANNOTATIONS } from './annotations.ts';
export { type Clash, type Clashes, clashesOf } from './clashes.ts';
export { isRegexHost } from './controllers/ingress-nginx.ts';
export { literalStart, patternFault } from './controllers/patterns.ts';
export {
  type HttpRoute,
  type HttpRouteBackend,
  type HttpRouteObject,
  isService,
  rulesOfHttpRoutes,
} from './http-routes.ts';
export { Automaton } from './language/automaton.ts';
export { PatternError } from './language/cursor.ts';
export { findPath } from './language/witness.ts';
export { type Routing, routingOf, sameService, sampleHost } from './routing.ts';
export { annotationOf, flagOf, NGINX_PREFIX, rulesOf } from './rules-of.ts';
export type { Answer, Controller, IngressObject, RouteRule, Tried } from './types.ts';
