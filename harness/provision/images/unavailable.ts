import { explain, HarnessError, messageOf, type Whose, whoseIs } from '../../core/errors.ts';
import type { ImageSource, SourceProblem } from './resolved.ts';

const HINT = 'put a docker save archive into images.archives, add a mirror, or name a recipe under images.substitutes';
const LIKELY = 'no registry has it or responds, no archive contains it, and the config has no recipe for it';
const REAL_HINT =
  'put a docker save archive into images.archives or add a mirror; --scope rehearsal runs with what recipes can build';
const REAL_LIKELY =
  'no registry has it or responds, and no archive contains it; in a release run no recipe stands in for an image of the set';

const namesOf = (sources: readonly ImageSource[]): string => [...new Set(sources.map(({ name }) => name))].join(', ');

/** @returns the sources that were asked for any of the images. */
const askedFor = (sources: readonly ImageSource[], refs: readonly string[]): ImageSource[] =>
  sources.filter(({ isFor }) => isFor === undefined || refs.some(isFor));

/** Problems with searching sources come first: the images may well be there. */
function reasons(all: readonly ImageSource[], refs: readonly string[]) {
  const sources = askedFor(all, refs);
  const problems = sources
    .flatMap((source) => source.problems?.() ?? [])
    .filter(({ ref }) => ref === undefined || refs.includes(ref));
  const [first] = problems;
  const usual = sources.length < all.length ? { likely: REAL_LIKELY, hint: REAL_HINT } : { likely: LIKELY, hint: HINT };
  return {
    ...{ likely: first?.what ?? usual.likely, hint: first?.hint ?? usual.hint, names: namesOf(sources) },
    ...{ code: first?.code, whose: ownerOf(problems), lines: [...new Set(problems.map(({ what }) => what))] },
  };
}

/**
 * If a source could not be searched, it is unknown whether it has the image. A machine without any registry is not such a case: there the
 * other sources have everything that has a right name.
 */
const ownerOf = (problems: readonly SourceProblem[]): Whose =>
  problems.some(({ code }) => code !== 'REGISTRY_UNREACHABLE') ? 'machine' : 'deployment';

/** @returns the error for an image that no source has. */
export function unavailable(ref: string, sources: readonly ImageSource[]): HarnessError {
  const { likely, hint, names, lines, whose, code } = reasons(sources, [ref]);
  return new HarnessError({
    code: code ?? 'IMAGE_UNAVAILABLE',
    whose,
    message: `${ref} was not found in any configured source (${names})`,
    likely,
    hint,
    details: lines,
  });
}

const NOT_FOUND: ReadonlySet<string> = new Set([
  ...['IMAGE_UNAVAILABLE', 'IMAGE_PLATFORM', 'REGISTRY_LOGIN', 'REGISTRY_RATE_LIMIT', 'REGISTRY_UNREACHABLE'],
]);

/** @param refs the images that failed. @returns the error for all of them, each with what went wrong. */
export function severalFailed(
  errors: readonly unknown[],
  sources: readonly ImageSource[],
  refs: readonly string[],
): HarnessError {
  const allMissing = errors.every((error) => error instanceof HarnessError && NOT_FOUND.has(error.code));
  if (!allMissing)
    return new HarnessError({
      code: 'IMAGES_UNAVAILABLE',
      // A failed build says nothing about the image names of the set.
      whose: errors.map(whoseIs).find((whose) => whose !== 'deployment') ?? 'deployment',
      message: `${errors.length} images could not be provided`,
      details: [...new Set(errors.flatMap(explain))],
      cause: errors[0],
    });
  const { likely, hint, names, lines, whose, code } = reasons(sources, refs);
  return new HarnessError({
    code: code ?? 'IMAGES_UNAVAILABLE',
    whose,
    message: `${errors.length} images were not found in any configured source (${names})`,
    likely,
    hint,
    details: [...lines, ...errors.map(messageOf)],
    cause: errors[0],
  });
}
