import type { PartName } from '../../../core/config/index.ts';
import type { ImageReference } from '../../../lib/image-reference/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { partWorkloads } from '../input/parts.ts';
import { readImage, versionOf } from './images.ts';

/** A part's image with a reliable reference. */
export interface PartImage {
  readonly part: PartName;
  readonly text: string;
  readonly reference: ImageReference;
  /** The version in its tag. */
  readonly version: string | undefined;
  readonly at: Place;
}

/** @returns the images of the parts, without placeholders, `latest` and malformed names, which have their own rules. */
export function partImages(input: LintInput): ReadonlyMap<PartName, PartImage> {
  return new Map(
    partWorkloads(input).flatMap(({ part, workload, main }) => {
      const text = main.container.image ?? '';
      const read = readImage(text);
      if ('fault' in read) return [];
      const { reference } = read;
      const at = placeIn(workload.entry, [...main.path, 'image']);
      return [[part, { part, text, reference, version: versionOf(reference), at }] as const];
    }),
  );
}

/** Parts that are released together under the Dify version. */
const RELEASED: readonly PartName[] = ['api', 'worker', 'web'];

/** @returns whether the image contains a different Dify version than expected. */
export function isOtherRelease({ part, version }: PartImage, { expected }: LintInput): boolean {
  return RELEASED.includes(part) && version !== undefined && version !== expected.difyVersion;
}

/** @returns whether API and worker run different images, which has its own rule. */
export function isSkewed(images: ReadonlyMap<PartName, PartImage>): boolean {
  const [api, worker] = [images.get('api'), images.get('worker')];
  return api !== undefined && worker !== undefined && !sameImage(api.reference, worker.reference);
}

/** @returns whether two images are the same: same repository, and same digest or tag. */
export function sameImage(a: ImageReference, b: ImageReference): boolean {
  if (a.repository !== b.repository) return false;
  return a.digest && b.digest ? a.digest === b.digest : a.tag === b.tag;
}
