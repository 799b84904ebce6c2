import { digestOf } from '../digest.ts';
import type { PartMaker } from './part.ts';

/** Images of other recipes in one tar, as `docker save` writes it, under the names that their users know. */
export const archivePart: PartMaker<'archive'> = {
  async digest(part, { digestOfImage }) {
    const images = Object.entries(part.images).sort(([a], [b]) => a.localeCompare(b));
    return digestOf(await Promise.all(images.map(async ([name, recipe]) => [name, await digestOfImage(recipe)])));
  },
  async make(part, { archiveImages }, target) {
    await archiveImages(part.images, target);
    return { images: part.images };
  },
};
