import type { PartName } from '../../../core/config/index.ts';
import type { ImageReference } from '../../../lib/image-reference/index.ts';
import { type Place, placeIn } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { partWorkloads } from '../input/parts.ts';
import { readImage, versionOf } from './images.ts';

/** The image of a part that can be taken at its word. */
export interface PartImage {
  readonly part: PartName;
  readonly text: string;
  readonly reference: ImageReference;
  /** The version that its tag names. */
  readonly version: string | undefined;
  readonly at: Place;
}

/** @returns the images of the parts; a placeholder, `latest` or a name that is none is a finding of its own. */
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

/** Parts that are released together, under the version of Dify. */
const RELEASED: readonly PartName[] = ['api', 'worker', 'web'];

/** @returns whether the image holds another version of Dify than is expected. */
export function isOtherRelease({ part, version }: PartImage, { expected }: LintInput): boolean {
  return RELEASED.includes(part) && version !== undefined && version !== expected.difyVersion;
}

/** @returns whether API and worker run different images: a finding of its own. */
export function isSkewed(images: ReadonlyMap<PartName, PartImage>): boolean {
  const [api, worker] = [images.get('api'), images.get('worker')];
  return api !== undefined && worker !== undefined && !sameImage(api.reference, worker.reference);
}

/** @returns whether two images are the same program: one repository, and one digest or tag. */
export function sameImage(a: ImageReference, b: ImageReference): boolean {
  if (a.repository !== b.repository) return false;
  return a.digest && b.digest ? a.digest === b.digest : a.tag === b.tag;
}
