import type { HttpRoute, HttpRouteObject } from '../../../lib/ingress-routing/index.ts';
import type { LintInput } from './input.ts';
import { ofKind } from './of-kind.ts';

/** @returns the HTTPRoutes of the Gateway API, in the order of the set. */
export const httpRoutes = (input: LintInput): readonly HttpRouteObject[] => ofKind<HttpRoute>(input, 'HTTPRoute');

/** @returns whether an Ingress or an HTTPRoute of the set lets requests in. */
export const hasRoutes = (input: LintInput): boolean => input.ingresses.length > 0 || httpRoutes(input).length > 0;
