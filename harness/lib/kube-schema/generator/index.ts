/** Makes the schemas that the room reads, from the releases of Kubernetes: on a developer's machine only. */
export { type ReleaseFiles, type ResourceList, releaseOf, textOf } from './release.ts';
