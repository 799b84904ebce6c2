/** Creates the schemas from releases of Kubernetes; only used on a developer's machine. */

export { definitionsOf, extensionOf } from './gateway.ts';
export { type ReleaseFiles, type ResourceList, releaseOf, textOf } from './release.ts';
