import type { Rule } from '../rule.ts';

/** Rules about secrets. */
export const secrets: readonly Rule[] = [];
