import type { Rule } from '../rule.ts';
import { secretKeyMissing } from './secret-key-missing.ts';

/** What pods refer to: ConfigMaps, Secrets, volumes, claims, accounts. */
export const references: readonly Rule[] = [secretKeyMissing];
