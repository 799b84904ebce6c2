import type { Rule } from '../../rule.ts';
import { httpRoutePathRewritten } from './http-route-path-rewritten.ts';
import { nginxLimits } from './nginx-limits.ts';
import { nginxPathRewritten } from './nginx-path-rewritten.ts';
import { nginxResolverWrong } from './nginx-resolver-wrong.ts';
import { nginxRouteMissing } from './nginx-route-missing.ts';
import { nginxUpstreamMissing } from './nginx-upstream-missing.ts';
import { routeMissing } from './route-missing.ts';

/** What is in front of Dify, whether Ingress, HTTPRoute or an nginx of the set: what it passes on, and to whom. */
export const edge: readonly Rule[] = [
  nginxUpstreamMissing,
  nginxResolverWrong,
  nginxRouteMissing,
  routeMissing,
  httpRoutePathRewritten,
  nginxPathRewritten,
  nginxLimits,
];
