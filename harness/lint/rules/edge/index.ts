import type { Rule } from '../../rule.ts';
import { nginxLimits } from './nginx-limits.ts';
import { nginxPathRewritten } from './nginx-path-rewritten.ts';
import { nginxResolverWrong } from './nginx-resolver-wrong.ts';
import { nginxRouteMissing } from './nginx-route-missing.ts';
import { nginxUpstreamMissing } from './nginx-upstream-missing.ts';

/** An nginx of the set in front of Dify: what it passes on, and to whom. */
export const edge: readonly Rule[] = [
  nginxUpstreamMissing,
  nginxResolverWrong,
  nginxRouteMissing,
  nginxPathRewritten,
  nginxLimits,
];
