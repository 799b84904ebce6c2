import type { Rule } from '../rule.ts';

/** Rules about resources. */
export const resources: readonly Rule[] = [];
