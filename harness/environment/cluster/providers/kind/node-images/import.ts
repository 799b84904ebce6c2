import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HarnessError } from '../../../../../core/errors.ts';
import { docker, execIn, type ImageBytes, streamImages } from '../../../../engine/index.ts';
import type { ImagesJob, NodeImage } from '../../../types.ts';
import { type Containerd, CTR_IMAGES } from './containerd.ts';
import { meter } from './meter.ts';

/** A disk or an engine that is slower than this has stopped. */
const SLOWEST_BYTES_PER_SECOND = 4_000_000;
const START_MS = 120_000;

/** Archives that are read at once: unpacking one image uses one core. */
const AT_ONCE = 2;

interface Part {
  readonly source: ImageBytes;
  readonly bytes: number;
  readonly subject: string;
}

/**
 * Imports images: an archive as it is, all others as one stream from the engine, so that layers which they share are read
 * once. Nothing is written on the way.
 * @throws HarnessError `DISK_FULL`, `IMAGE_ARCHIVE_MISSING`, `COMMAND_FAILED`, `COMMAND_TIMEOUT` after a time that grows with the bytes.
 */
export async function importImages(
  containerd: Containerd,
  images: readonly NodeImage[],
  job: ImagesJob,
  signal: AbortSignal,
): Promise<void> {
  const parts = await partsOf(images);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const before = await containerd.bytes();
  using _ = meter(total, async () => (await containerd.bytes()) - before, job.onProgress);
  const queue = [...parts].sort((a, b) => b.bytes - a.bytes);
  const work = async (): Promise<void> => {
    for (let part = queue.shift(); part; part = queue.shift()) {
      await importPart(containerd, part, signal).catch(diskFull(part.subject));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** A file that containerd can read itself spares two processes that hand its bytes on. */
async function importPart(
  { container, pathOf }: Containerd,
  { source, bytes }: Part,
  signal: AbortSignal,
): Promise<void> {
  const timeoutMs = START_MS + Math.round((bytes / SLOWEST_BYTES_PER_SECOND) * 1000);
  const argv = [...CTR_IMAGES, 'import', '--all-platforms'];
  const path = 'file' in source ? await pathOf(source.file) : undefined;
  if (path === undefined) {
    await streamImages(source, container, [...argv, '-'], { signal, timeoutMs });
  } else {
    await execIn(container, [...argv, path], { signal, timeoutMs });
  }
}

/** @returns bytes that these images have, as far as is known before: the engine tells sizes unpacked, layers counted for each image. */
export async function bytesOf(images: readonly NodeImage[]): Promise<number> {
  return (await partsOf(images)).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function partsOf(images: readonly NodeImage[]): Promise<Part[]> {
  const files = [...new Set(images.flatMap(({ archive }) => archive ?? []))];
  const archives = files.map(async (file) => ({
    source: { file },
    bytes: await sizeOf(file),
    subject: basename(file),
  }));
  const tags = [...new Set(images.flatMap(({ archive, tag }) => (archive === undefined ? [tag] : [])))];
  if (tags.length === 0) return Promise.all(archives);
  const { stdout } = await docker(['image', 'inspect', '--format', '{{.Size}}', ...tags]);
  const bytes = stdout
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line), 0);
  return [
    ...(await Promise.all(archives)),
    { source: { images: tags }, bytes, subject: `${tags.length} images of the engine` },
  ];
}

async function sizeOf(file: string): Promise<number> {
  const info = await stat(file).catch(() => undefined);
  if (info) return info.size;
  throw new HarnessError({ code: 'IMAGE_ARCHIVE_MISSING', message: `image archive ${file} not found` });
}

const diskFull =
  (subject: string) =>
  (error: unknown): never => {
    const full = error instanceof HarnessError && error.details.some((line) => /no space left on device/i.test(line));
    if (!full) throw error;
    throw new HarnessError({
      code: 'DISK_FULL',
      message: `the engine's disk is full: ${subject} could not be unpacked for the nodes`,
      details: error.details.slice(-2),
      hint: 'docker system df   shows what can be removed',
      cause: error,
    });
  };
