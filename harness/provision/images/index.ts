/** Images: their sources, building them from packages, and archives for the cluster. */

export { canonicalName } from '../../lib/image-reference/index.ts';
export { digestTree } from './digest.ts';
export { compareLock, type LockDifference, writeLock } from './images-lock.ts';
export type { BuildTools } from './layers/layer.ts';
export { type Progress, progressLine } from './progress.ts';
export type { Pruned, PruneOptions } from './prune.ts';
export type { RealImages } from './real-images.ts';
export { recipeBook } from './recipe.ts';
export type { ImageSource, ResolvedImage } from './resolved.ts';
export { imagesInArchives } from './sources/archive.ts';
export { createImageStore, ImageStore, type ImageStoreOptions } from './store.ts';
