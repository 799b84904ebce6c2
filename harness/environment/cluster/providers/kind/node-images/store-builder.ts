import { HarnessError } from '../../../../../core/errors.ts';
import { canonicalName } from '../../../../../lib/image-reference/index.ts';
import { execIn } from '../../../../engine/index.ts';
import type { ImagesJob, NodeImage } from '../../../types.ts';
import { type Containerd, startContainerd } from './containerd.ts';
import { importImages } from './import.ts';
import { DRAFTS, META, ROOT, STORES, type Store, without } from './layout.ts';
import { type OwnArchive, ownArchives } from './own-archives.ts';
import type { ImagesVolume } from './volume.ts';

/** A store that does not exist yet. */
interface NewStore extends Pick<Store, 'key' | 'nodeImage'> {
  /** What it begins with; undefined where no store is for this node image. */
  readonly base: Store | undefined;
}

/**
 * Makes a store: a copy of the nearest one, less what is no longer wanted, plus what it lacks. It gets its name at the end, so
 * a store is always whole; of two runs that make the same one, the second throws its own away.
 * @throws HarnessError `IMAGES_NOT_LOADED`, `DISK_FULL`, or what containerd or the engine said.
 */
export async function buildStore(
  volume: ImagesVolume,
  { key, nodeImage, base }: NewStore,
  job: ImagesJob,
  signal: AbortSignal,
): Promise<Store> {
  const draft = `${DRAFTS}/${key}-${job.runId}`;
  await volume.run(['mkdir', '-p', draft]);
  try {
    if (base) await volume.copyRoot(base, `${draft}/${ROOT}`);
    else await copyNodeImage(volume, `${draft}/${ROOT}`);
    await fill(volume, `${draft}/${ROOT}`, base, job, signal);
    const found = await volume.run(['find', `${draft}/${ROOT}`, '-name', '*.db', '-printf', '%P\\n']);
    const images = job.images.map(({ ref, id }) => ({ ref, id }));
    const store = { key, nodeImage, images, databases: found.trim().split('\n') };
    await volume.run(['tee', `${draft}/${META}`], `${JSON.stringify(store)}\n`);
    await volume.run(['mv', '--no-target-directory', '--no-clobber', draft, `${STORES}/${key}`]);
    return store;
  } finally {
    await volume.run(['rm', '-rf', draft]);
  }
}

/** What the node image brings with it: containerd's files, where its makers have put images into them. */
async function copyNodeImage(volume: ImagesVolume, root: string): Promise<void> {
  await volume.run(['mkdir', '-p', '/var/lib/containerd']);
  await volume.run(['cp', '--archive', '/var/lib/containerd', root]);
}

async function fill(
  volume: ImagesVolume,
  root: string,
  base: Store | undefined,
  job: ImagesJob,
  signal: AbortSignal,
): Promise<void> {
  const missing = without(job.images, base?.images);
  await using containerd = await startContainerd(
    root,
    volume.options,
    missing.flatMap(({ archive }) => archive ?? []),
  );
  const { ctr } = containerd;
  const gone = without(base?.images ?? [], job.images);
  if (gone.length > 0) await ctr(['rm', '--sync', ...gone.map(({ ref }) => canonicalName(ref))]);
  const there = await namesIn(ctr);
  const archives = base ? [] : await ownArchives(containerd.container);
  // Side by side: one import alone leaves a core idle half of the time.
  await Promise.all([importImages(containerd, missing, job, signal), importOwn(containerd, root, archives)]);
  await rename(ctr, missing, new Set([...there, ...archives.flatMap(({ names }) => names)]));
}

async function importOwn({ container, ctr }: Containerd, root: string, archives: readonly OwnArchive[]): Promise<void> {
  for (const { path } of archives) await ctr(['import', '--all-platforms', path]);
  // The node's unit asks for this file.
  if (archives.length > 0) await execIn(container, ['touch', `${root}/.control-plane-loaded`]);
}

const namesIn = async (ctr: Containerd['ctr']): Promise<Set<string>> =>
  new Set((await ctr(['ls', '--quiet'])).split('\n').filter((name) => name !== ''));

/** Gives images the names of the manifests, and takes away every other name that came with them. */
async function rename(ctr: Containerd['ctr'], images: readonly NodeImage[], own: ReadonlySet<string>): Promise<void> {
  const wanted = new Set(images.map(({ ref }) => canonicalName(ref)));
  for (const { ref, tag } of images) {
    const [name, from] = [canonicalName(ref), canonicalName(tag)];
    if (name !== from) await ctr(['tag', '--force', from, name]);
  }
  const names = await namesIn(ctr);
  const missing = [...wanted].filter((name) => !names.has(name));
  if (missing.length > 0) throw notLoaded(missing);
  const extra = [...names].filter((name) => !wanted.has(name) && !own.has(name));
  if (extra.length > 0) await ctr(['rm', '--sync', ...extra]);
}

const notLoaded = (names: readonly string[]): HarnessError =>
  new HarnessError({
    code: 'IMAGES_NOT_LOADED',
    message: `${names.length} image(s) are not in the nodes' image store after the import`,
    details: names,
    likely: 'the archive or the engine has them under another name, or for another platform',
    hint: 'docker image inspect NAME   to see its names and platform',
  });
