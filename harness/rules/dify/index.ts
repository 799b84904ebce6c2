import type { Rule } from '../rule.ts';

/** Rules about dify. */
export const dify: readonly Rule[] = [];
