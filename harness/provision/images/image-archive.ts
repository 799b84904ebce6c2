import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header, type Pack, pack } from 'tar-stream';
import { HarnessError } from '../../core/errors.ts';
import { parseReference } from '../../lib/image-reference/index.ts';
import { type NamedImage, renameIndex, renameManifest } from './archive-names.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { ensureLayer, LAYERS_FOLDER } from './layer-cache.ts';
import { type Progress, timed } from './progress.ts';

/** Number of older archives to keep: another run may be loading one. */
const KEPT = 3;

/**
 * Saves images to one tar for `kind load image-archive`, each under the name that the manifests use. Names in the engine are not
 * changed. Cached by names and image ids.
 * @returns the tar's path in the cache.
 */
export async function cachedArchive(
  engine: Engine,
  cacheDir: string,
  images: readonly (NamedImage & { readonly id: string })[],
  { signal, progress }: { readonly signal: AbortSignal; progress(update: Progress): void },
): Promise<string> {
  const digest = digestOf(images.map(({ ref, id }) => `${ref} ${id}`).sort());
  const path = await ensureLayer(cacheDir, { kind: 'images', digest }, signal, async (target) => {
    await timed(`archive of ${images.length} images`, undefined, progress, () =>
      saveImages(engine, images, target, signal),
    );
    return { images: images.map(({ ref, id }) => ({ ref, id })) };
  });
  await dropOldArchives(join(cacheDir, LAYERS_FOLDER));
  return path;
}

/** Saves images with all layers to a tar, under other names than the engine's. */
export async function saveImages(
  engine: Engine,
  images: readonly NamedImage[],
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const nameless = images.find(({ ref }) => parseReference(ref).tag === undefined);
  if (nameless) throw digestOnly(nameless.ref);
  const saved = `${file}.saved`;
  const renamed = `${file}.renamed`;
  await engine.save([...new Set(images.map(({ tag }) => tag))], saved, signal);
  await rewrite(saved, renamed, images, signal);
  await rename(renamed, file);
  await rm(saved, { force: true });
}

async function rewrite(from: string, to: string, images: readonly NamedImage[], signal: AbortSignal): Promise<void> {
  const entries = extract();
  const out = pack();
  const flows = [
    pipeline(createReadStream(from), entries, { signal }),
    pipeline(out, createWriteStream(to), { signal }),
  ];
  const ended = Promise.allSettled(flows);
  try {
    await copyEntries(entries, out, images);
  } catch (error) {
    // Ignore errors of the aborted streams, which would hide the cause.
    entries.destroy();
    out.destroy();
    await ended;
    throw error;
  }
  await Promise.all(flows);
}

async function copyEntries(entries: Extract, out: Pack, images: readonly NamedImage[]): Promise<void> {
  for await (const entry of entries) {
    const { header } = entry;
    if (header.name === 'manifest.json') await write(out, header, renameManifest(await text(entry), images));
    else if (header.name === 'index.json') await write(out, header, renameIndex(await text(entry), images));
    // Docker's format before manifest.json, with the engine's names: obsolete.
    else if (header.name === 'repositories') entry.resume();
    else await pipeline(entry, out.entry(header));
  }
  out.finalize();
}

async function write(out: Pack, header: Header, content: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  out.entry({ ...header, size: Buffer.byteLength(content) }, content, (error) => (error ? reject(error) : resolve()));
  await promise;
}

async function dropOldArchives(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('images-'));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEPT)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

function digestOnly(ref: string): HarnessError {
  return new HarnessError({
    code: 'IMAGE_WITHOUT_TAG',
    message: `${ref} has no tag, so it can't be loaded into a kind cluster under its name`,
    likely: 'an image that is saved and loaded again keeps its id, but not the digest its registry gave it',
    hint: 'write name:tag (a digest may follow for the registry)',
  });
}
