import { UsageError } from '../../core/errors.ts';
import { parseReference } from '../../lib/image-reference/index.ts';
import type { Recipe } from './recipe-schema.ts';

/**
 * @returns the version that a double has to play: the tag of the image behind whose name it stands.
 * @throws UsageError `DOUBLE_VERSION` for a reference without a tag.
 */
export function playedVersion(ref: string): string {
  const { tag } = parseReference(ref);
  if (tag !== undefined) return tag;
  throw new UsageError({
    code: 'DOUBLE_VERSION',
    message: `${ref} has no tag, so that nothing says which version its double has to play`,
    hint: 'name the image with its tag as well: name:tag@sha256:…',
  });
}

/**
 * @returns build arguments for the version that the image has to play; none for a recipe that is no double.
 * @throws UsageError `DOUBLE_VERSION` where the double does not know the version: another one would prove nothing about it.
 */
export function playArguments({ name, plays }: Recipe, version: string | undefined): Record<string, string> {
  if (plays === undefined && version === undefined) return {};
  const known = Object.keys(plays ?? {});
  if (version !== undefined && plays?.[version]) return { PLAYS: version, ...plays[version] };
  throw new UsageError({
    code: 'DOUBLE_VERSION',
    message: `the double "${name}" can't play version ${version ?? '(none was named)'}`,
    likely: known.length > 0 ? `it knows ${known.join(', ')}` : 'its recipe names no version under plays',
    hint: 'deploy one of these versions, or take the entry out of images.doubles and provide the real image',
  });
}
