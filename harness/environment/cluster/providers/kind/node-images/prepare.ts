import { HarnessError } from '../../../../../core/errors.ts';
import { parseReference } from '../../../../../lib/image-reference/index.ts';
import { docker } from '../../../../engine/index.ts';
import type { ImagesJob, PreparedImages } from '../../../types.ts';
import { readKindConfig } from '../kind-config.ts';
import { claimCopies, copyForNodes } from './copies.ts';
import { bytesOf } from './import.ts';
import { nearestStore, storeKey, without } from './layout.ts';
import { buildStore } from './store-builder.ts';
import { ImagesVolume } from './volume.ts';

/** containerd keeps each layer twice, packed and unpacked; images of the engine are counted unpacked. */
const COPIES_ON_DISK = 2;
const RESERVE_BYTES = 2_000_000_000;

/**
 * Puts images where the nodes of a cluster will find them when they start. What an earlier run has unpacked is shared by hard
 * links, so a warm run moves no data; all nodes share one import.
 * @throws HarnessError `DISK_FULL` before anything is moved, `IMAGE_WITHOUT_TAG`, `IMAGES_NOT_LOADED`, or what containerd or the engine said.
 */
export async function prepareImages(job: ImagesJob, signal: AbortSignal): Promise<PreparedImages> {
  const nameless = job.images.find(({ ref }) => parseReference(ref).tag === undefined);
  if (nameless) throw digestOnly(nameless.ref);
  const [{ nodes }, nodeImage] = await Promise.all([readKindConfig(job.configFile), idOf(job.nodeImage, signal)]);
  const key = storeKey(nodeImage, job.images);
  await using volume = await ImagesVolume.open({ ...job, signal });
  const [stores, folder] = await Promise.all([volume.stores(), claimCopies(volume)]);
  const known = stores.find((store) => store.key === key);
  const base = nearestStore(stores, nodeImage, job.images);
  if (!known) await checkDisk(await volume.freeBytes(), await bytesOf(without(job.images, base?.images)));
  const store = known ?? (await buildStore(volume, { key, nodeImage, base }, job, signal));
  const [names] = await Promise.all([copyForNodes(volume, store, nodes.length), volume.markUsed(key)]);
  if (!known) await volume.dropOldStores();
  const folders = names.map((name) => `${folder}/${name}`);
  return { folders, summary: `${job.images.length} images, ${known ? 'kept from an earlier run' : 'imported'}` };
}

async function idOf(image: string, signal: AbortSignal): Promise<string> {
  return (await docker(['image', 'inspect', '--format', '{{.Id}}', image], { signal })).stdout.trim();
}

async function checkDisk(free: number, bytes: number): Promise<void> {
  const needed = bytes * COPIES_ON_DISK + RESERVE_BYTES;
  if (free >= needed) return;
  const gb = (count: number): string => `${(count / 1e9).toFixed(1)} GB`;
  throw new HarnessError({
    code: 'DISK_FULL',
    message: `the images need ${gb(needed)} on the engine's disk, ${gb(free)} are free`,
    details: [`images: ${gb(bytes)}, packed and unpacked`, `reserve for the cluster: ${gb(RESERVE_BYTES)}`],
    hint: 'docker system df   shows what can be removed',
  });
}

const digestOnly = (ref: string): HarnessError =>
  new HarnessError({
    code: 'IMAGE_WITHOUT_TAG',
    message: `${ref} has no tag, so it can't be loaded into a kind cluster under its name`,
    likely: 'an image that is saved and loaded again keeps its id, but not the digest that its registry gave it',
    hint: 'write name:tag (a digest may follow for the registry)',
  });
