import type { Rule } from '../../rule.ts';
import { apiWorkerImageDiffers } from './api-worker-image-differs.ts';
import { imageDiffersFromCompose } from './image-differs-from-compose.ts';
import { imagePlaceholder } from './image-placeholder.ts';
import { imagePullPolicyMixed } from './image-pull-policy-mixed.ts';
import { imagePullSecretMissing } from './image-pull-secret-missing.ts';
import { imageReferenceInvalid } from './image-reference-invalid.ts';
import { imageTagFloating } from './image-tag-floating.ts';
import { imageVersionDiffers } from './image-version-differs.ts';
import { knownVulnerability } from './known-vulnerability.ts';

/** Which images run, and where they come from. */
export const images: readonly Rule[] = [
  imagePlaceholder,
  imageReferenceInvalid,
  imageTagFloating,
  apiWorkerImageDiffers,
  imageVersionDiffers,
  imageDiffersFromCompose,
  imagePullPolicyMixed,
  imagePullSecretMissing,
  knownVulnerability,
];
