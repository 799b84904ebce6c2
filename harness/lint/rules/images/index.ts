import type { Rule } from '../../rule.ts';
import { apiWorkerImageDiffers } from './api-worker-image-differs.ts';
import { imageComposeDiffers } from './image-compose-differs.ts';
import { imageFloating } from './image-floating.ts';
import { imageMalformed } from './image-malformed.ts';
import { imagePlaceholder } from './image-placeholder.ts';
import { imageVersionDiffers } from './image-version-differs.ts';
import { pullPolicyMixed } from './pull-policy-mixed.ts';
import { pullSecretMissing } from './pull-secret-missing.ts';

/** Which images run, and where they come from. */
export const images: readonly Rule[] = [
  imagePlaceholder,
  imageMalformed,
  imageFloating,
  apiWorkerImageDiffers,
  imageVersionDiffers,
  imageComposeDiffers,
  pullPolicyMixed,
  pullSecretMissing,
];
