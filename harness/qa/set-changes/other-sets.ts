import { ALL_IN_ONE } from './all-in-one.ts';
import type { OtherSet } from './breakages.ts';

/** Sets in other layouts than the main fixture: each must be GO, and each of its breakages NO-GO. */
export const OTHER_SETS: readonly OtherSet[] = [ALL_IN_ONE];
