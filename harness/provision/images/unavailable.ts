import { explain, HarnessError, messageOf, type Whose, whoseIs } from '../../core/errors.ts';
import type { ImageSource } from './resolved.ts';

const HINT = 'put a docker save archive into images.archives, add a mirror, or name a recipe under images.substitutes';
const LIKELY = 'no registry has it or responds, no archive contains it, and the config has no recipe for it';

const namesOf = (sources: readonly ImageSource[]): string => [...new Set(sources.map(({ name }) => name))].join(', ');

/** Problems with searching sources come first: the image may well be there. */
function reasons(sources: readonly ImageSource[]) {
  const problems = sources.flatMap((source) => source.problems?.() ?? []);
  const [first] = problems;
  return { likely: first?.what ?? LIKELY, hint: first?.hint ?? HINT, lines: problems.map(({ what }) => what) };
}

/** If a source could not be searched, it is unknown whether it has the image. */
const ownerOf = (problems: readonly string[]): Whose => (problems.length > 0 ? 'machine' : 'deployment');

/** @returns the error for an image that no source has. */
export function unavailable(ref: string, sources: readonly ImageSource[]): HarnessError {
  const { likely, hint, lines } = reasons(sources);
  return new HarnessError({
    code: 'IMAGE_UNAVAILABLE',
    whose: ownerOf(lines),
    message: `${ref} was not found in any configured source (${namesOf(sources)})`,
    likely,
    hint,
    details: lines,
  });
}

/** @returns the error for several images, each with what went wrong. */
export function severalFailed(errors: readonly unknown[], sources: readonly ImageSource[]): HarnessError {
  const allMissing = errors.every((error) => error instanceof HarnessError && error.code === 'IMAGE_UNAVAILABLE');
  if (!allMissing)
    return new HarnessError({
      code: 'IMAGES_UNAVAILABLE',
      // A failed build says nothing about the image names of the set.
      whose: errors.map(whoseIs).find((whose) => whose !== 'deployment') ?? 'deployment',
      message: `${errors.length} images could not be provided`,
      details: [...new Set(errors.flatMap(explain))],
      cause: errors[0],
    });
  const { likely, hint, lines } = reasons(sources);
  return new HarnessError({
    code: 'IMAGES_UNAVAILABLE',
    whose: ownerOf(lines),
    message: `${errors.length} images were not found in any configured source (${namesOf(sources)})`,
    likely,
    hint,
    details: [...lines, ...errors.map(messageOf)],
    cause: errors[0],
  });
}
