import type { Rule } from '../../rule.ts';
import { fileStorageIncomplete } from './file-storage-incomplete.ts';
import { fileStorageNotShared } from './file-storage-not-shared.ts';
import { fileStorageUnmounted } from './file-storage-unmounted.ts';
import { nonRootRefused } from './non-root-refused.ts';
import { pluginStorageIncomplete } from './plugin-storage-incomplete.ts';
import { pluginStorageLost } from './plugin-storage-lost.ts';
import { pluginWorkingPathLost } from './plugin-working-path-lost.ts';
import { volumeHidesImage } from './volume-hides-image.ts';

/** Where files and plugins are kept, and whether the user of the image may use it. */
export const storage: readonly Rule[] = [
  fileStorageUnmounted,
  fileStorageNotShared,
  fileStorageIncomplete,
  pluginStorageLost,
  pluginStorageIncomplete,
  pluginWorkingPathLost,
  volumeHidesImage,
  nonRootRefused,
];
