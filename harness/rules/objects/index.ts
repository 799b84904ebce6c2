import type { Rule } from '../rule.ts';

/** Rules about objects. */
export const objects: readonly Rule[] = [];
