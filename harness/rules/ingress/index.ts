import type { Rule } from '../rule.ts';

/** Rules about ingress. */
export const ingress: readonly Rule[] = [];
