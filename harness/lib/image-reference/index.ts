/** Names of container images, taken apart and made whole. */
export {
  canonicalName,
  DOCKER_HUB,
  type ImageReference,
  type PullRules,
  parseReference,
  pullCandidates,
} from './reference.ts';
