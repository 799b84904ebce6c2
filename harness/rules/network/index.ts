import type { Rule } from '../rule.ts';

/** Rules about network. */
export const network: readonly Rule[] = [];
