import type { Rule } from '../rule.ts';

/** Rules about environment. */
export const environment: readonly Rule[] = [];
