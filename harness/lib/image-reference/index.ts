/** Names of container images, taken apart and made whole. */
export { canonicalName, type ImageReference, type PullRules, parseReference, pullCandidates } from './reference.ts';
