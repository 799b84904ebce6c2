import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header, type Pack, pack } from 'tar-stream';
import { type NamedImage, renameIndex, renameManifest } from './archive-names.ts';
import type { Engine } from './engine.ts';

/** Saves images with all layers to a tar, under other names than the engine's. */
export async function saveImages(
  engine: Engine,
  images: readonly NamedImage[],
  file: string,
  signal: AbortSignal,
): Promise<void> {
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
