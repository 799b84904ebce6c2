/** Names of container images, taken apart and made whole. */
export { canonicalName, type ImageReference, parseReference, pullCandidates } from './reference.ts';
