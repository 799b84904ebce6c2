import type { Rule } from '../rule.ts';

/** Rules about images. */
export const images: readonly Rule[] = [];
