import { UsageError } from '../../core/errors.ts';
import { parseReference } from '../../lib/image-reference/index.ts';
import type { Recipe } from './recipe-schema.ts';

/**
 * @returns the version that a double has to emulate: the tag of the image it replaces.
 * @throws UsageError `DOUBLE_VERSION_UNKNOWN` for a reference without a tag.
 */
export function emulatedVersion(ref: string): string {
  const { tag } = parseReference(ref);
  if (tag !== undefined) return tag;
  throw new UsageError({
    code: 'DOUBLE_VERSION_UNKNOWN',
    message: `${ref} has no tag, so the version that its double has to emulate is unknown`,
    hint: 'add the tag to the reference: name:tag@sha256:…',
  });
}

/**
 * @returns build arguments for the version that the image has to emulate; none for a recipe that is not a double.
 * @throws UsageError `DOUBLE_VERSION_UNSUPPORTED` if the double doesn't support the version: another one would prove nothing about it.
 */
export function versionArguments({ name, emulates }: Recipe, version: string | undefined): Record<string, string> {
  if (emulates === undefined && version === undefined) return {};
  const known = Object.keys(emulates ?? {});
  // Dockerfiles and digests use PLAYS as the argument's name.
  if (version !== undefined && emulates?.[version]) return { PLAYS: version, ...emulates[version] };
  throw new UsageError({
    code: 'DOUBLE_VERSION_UNSUPPORTED',
    message: `the double "${name}" can't emulate version ${version ?? '(none given)'}`,
    likely: known.length > 0 ? `it supports ${known.join(', ')}` : 'its recipe lists no version under emulates',
    hint: 'deploy one of these versions, or remove the entry from images.doubles and provide the real image',
  });
}
