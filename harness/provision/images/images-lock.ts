import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { IMAGE_SOURCE_NAMES } from '../../core/config/image-sources.ts';
import { UsageError } from '../../core/errors.ts';
import type { ResolvedImage } from './resolved.ts';

const entry = z.strictObject({
  source: z.enum(IMAGE_SOURCE_NAMES),
  recipe: z.string().optional(),
  double: z.boolean().optional(),
  digest: z.string(),
});
const lockSchema = z.strictObject({ images: z.record(z.string(), entry) });
type Entry = z.infer<typeof entry>;

const HEAD =
  '# Where each image came from and what pins it. Written by dify-e2e; commit it to notice when one changes.\n';

/** An image that differs from the lock. */
export interface LockDifference {
  readonly ref: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** For display: `digest sha256:… instead of sha256:…`. */
  readonly detail: string;
}

/** Writes `images.lock`: sorted, so that a diff shows only what changed. */
export async function writeLock(file: string, images: Iterable<ResolvedImage>): Promise<void> {
  const sorted = [...images].sort((a, b) => a.ref.localeCompare(b.ref));
  const entries = Object.fromEntries(sorted.map((image) => [image.ref, toEntry(image)]));
  await writeFile(file, `${HEAD}${stringify({ images: entries })}`);
}

/**
 * Compares the images of a run with the lock; without a lock there are no differences.
 * @throws UsageError `IMAGES_LOCK_INVALID` for an invalid lock.
 */
export async function compareLock(file: string, images: Iterable<ResolvedImage>): Promise<LockDifference[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const locked = readLock(file, text);
  const now = new Map([...images].map((image) => [image.ref, toEntry(image)]));
  const refs = [...new Set([...Object.keys(locked), ...now.keys()])].sort();
  return refs.flatMap((ref) => difference(ref, locked[ref], now.get(ref)));
}

function difference(ref: string, before: Entry | undefined, after: Entry | undefined): LockDifference[] {
  if (!after) return [{ ref, kind: 'removed', detail: 'is in the lock but not in this run' }];
  if (!before) return [{ ref, kind: 'added', detail: `is not in the lock; came from ${originOf(after)}` }];
  const same = originOf(before) === originOf(after) && before.digest === after.digest;
  return same
    ? []
    : [
        {
          ref,
          kind: 'changed',
          detail: `${originOf(after)} ${after.digest} instead of ${originOf(before)} ${before.digest}`,
        },
      ];
}

function originOf({ source, recipe, double }: Entry): string {
  return `${source}${recipe ? ` (${double ? 'double' : 'recipe'} ${recipe})` : ''}`;
}

function toEntry({ source, recipe, double, digest }: ResolvedImage): Entry {
  return { source, ...(recipe ? { recipe } : {}), ...(double ? { double } : {}), digest };
}

function readLock(file: string, text: string): Record<string, Entry> {
  try {
    return lockSchema.parse(parse(text)).images;
  } catch (cause) {
    throw new UsageError({
      code: 'IMAGES_LOCK_INVALID',
      message: `${file} is not a valid images.lock`,
      hint: 'delete it, or write it again with --update-lock',
      cause,
    });
  }
}
