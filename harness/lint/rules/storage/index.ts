import type { Rule } from '../../rule.ts';
import { pluginStorageIncomplete } from './plugin-storage-incomplete.ts';

/** Where files and plugins are kept, and whether they are still there tomorrow. */
export const storage: readonly Rule[] = [pluginStorageIncomplete];
