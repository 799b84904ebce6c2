import type { Rule } from '../rule.ts';

/** Rules about exceptions. */
export const exceptions: readonly Rule[] = [];
