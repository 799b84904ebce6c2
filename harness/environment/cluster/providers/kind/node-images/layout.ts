import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PREFIX } from '../../../../engine/index.ts';
import type { NodeImage } from '../../../types.ts';

/** Engine volume with containerd's files of earlier runs. It belongs to no run and stays; `prune` removes it. */
export const VOLUME = `${PREFIX}node-images`;
/** Label of the containers that work on the volume; its value is the run's id. */
export const HELPER_LABEL = 'dify-e2e.images';
/** Where the volume is mounted in the containers that work on it. */
export const MOUNT = '/images';

/** Whole sets of images, each the complete root folder of a containerd that was shut down. Never changed once here. */
export const STORES = `${MOUNT}/stores`;
/** Stores that are still being made. */
export const DRAFTS = `${MOUNT}/drafts`;
/** The nodes' own copies, one folder a cluster. */
export const COPIES = `${MOUNT}/nodes`;

/** A store's folder of containerd's files, and the file that says what is in it. */
export const ROOT = 'root';
export const META = 'store.json';

const storeSchema = z.object({
  key: z.string(),
  nodeImage: z.string(),
  images: z.array(z.object({ ref: z.string(), id: z.string() })),
  /** Files that containerd changes in place: a copy must not share them. */
  databases: z.array(z.string()),
});
export type Store = z.infer<typeof storeSchema>;

/** @returns the stores that these lines describe, one a line. A line of another version is passed over: the store is made again. */
export const readStores = (lines: string): Store[] =>
  lines.split('\n').flatMap((line) => {
    const parsed = storeSchema.safeParse(jsonOf(line));
    return parsed.success ? [parsed.data] : [];
  });

/** @returns the name of the store with exactly these images for nodes of this image. */
export function storeKey(nodeImageId: string, images: readonly NodeImage[]): string {
  const names = images.map(({ ref, id }) => `${ref} ${id}`).sort();
  return createHash('sha256')
    .update(JSON.stringify([nodeImageId, names]))
    .digest('hex')
    .slice(0, 16);
}

/** @returns the store that has most of these images already, to begin with; undefined where none is for this node image. */
export function nearestStore(
  stores: readonly Store[],
  nodeImageId: string,
  images: readonly NodeImage[],
): Store | undefined {
  const wanted = new Set(images.map(({ ref, id }) => `${ref} ${id}`));
  const shared = (store: Store): number => store.images.filter(({ ref, id }) => wanted.has(`${ref} ${id}`)).length;
  return stores.filter(({ nodeImage }) => nodeImage === nodeImageId).sort((a, b) => shared(b) - shared(a))[0];
}

/** @returns the images that a store does not have. */
export function lacking(store: Store | undefined, images: readonly NodeImage[]): NodeImage[] {
  const has = new Set((store?.images ?? []).map(({ ref, id }) => `${ref} ${id}`));
  return images.filter(({ ref, id }) => !has.has(`${ref} ${id}`));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
