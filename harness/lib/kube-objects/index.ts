/** Kubernetes objects as manifests say them, with the place of each field, and their quantities. */
export { type ParsedManifest, parseManifest } from './parse.ts';
export { quantity } from './quantity.ts';
export {
  type FieldPath,
  type FileNote,
  type KubernetesObject,
  type ManifestObject,
  type ManifestSet,
  nameOf,
  type Position,
} from './types.ts';
