import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../../../core/parse-json.ts';
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
    const parsed = storeSchema.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });

type Known = Pick<NodeImage, 'ref' | 'id'>;

/** What tells one image of a store from another: the same name with another id is another image. */
const keyOf = ({ ref, id }: Known): string => `${ref} ${id}`;

/** @returns the name of the store with exactly these images for nodes of this image. */
export function storeKey(nodeImageId: string, images: readonly Known[]): string {
  const json = JSON.stringify([nodeImageId, images.map(keyOf).sort()]);
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

/** @returns those images that are not among the others. */
export function without<T extends Known>(images: readonly T[], others: readonly Known[] = []): T[] {
  const known = new Set(others.map(keyOf));
  return images.filter((image) => !known.has(keyOf(image)));
}

/** @returns the store that lacks fewest of these images, to begin with; undefined where none is for this node image. */
export function nearestStore(
  stores: readonly Store[],
  nodeImageId: string,
  images: readonly Known[],
): Store | undefined {
  const lacking = (store: Store): number => without(images, store.images).length;
  return stores.filter(({ nodeImage }) => nodeImage === nodeImageId).sort((a, b) => lacking(a) - lacking(b))[0];
}
