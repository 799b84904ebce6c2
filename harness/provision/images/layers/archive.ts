import { digestOf } from '../digest.ts';
import type { LayerMaker } from './layer.ts';

/** Images of other recipes in one tar, as `docker save` writes it, under the names that their users expect. */
export const archiveLayer: LayerMaker<'archive'> = {
  async digest(layer, { digestOfImage }) {
    const images = Object.entries(layer.images).sort(([a], [b]) => a.localeCompare(b));
    return digestOf(await Promise.all(images.map(async ([name, recipe]) => [name, await digestOfImage(recipe)])));
  },
  async make(layer, { archiveImages }, target) {
    await archiveImages(layer.images, target);
    return { images: layer.images };
  },
};
