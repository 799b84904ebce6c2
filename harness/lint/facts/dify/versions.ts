import { gte } from 'semver';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { partIn } from './settings.ts';

/** @returns the version in an image's tag: `0.5.2` for `langgenius/dify-plugin-daemon:0.5.2-local`; undefined if it has none. */
export function versionOf(environment: ContainerEnvironment | undefined): string | undefined {
  const name = environment?.placed.container.image?.split('@', 1)[0] ?? '';
  return /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(name)?.[1];
}

/** @returns the Dify version of the set: that of its API image, otherwise the one that is expected; undefined if nothing tells it. */
export const difyVersion = (input: LintInput): string | undefined =>
  versionOf(partIn(input, 'api')) ?? input.expected.difyVersion;

/**
 * @returns the same, for rules with `needs: 'version'`: they are not asked where it isn't known.
 * @throws Error for a rule without that need.
 */
export function neededVersion(input: LintInput): string {
  const version = difyVersion(input);
  if (version === undefined) throw new Error("a rule that asks for the Dify version must say needs: 'version'");
  return version;
}

/** @returns the row of the newest version that is not newer than `version`; undefined if all rows are newer. */
export function rowFor<T extends { readonly since: string }>(rows: readonly T[], version: string): T | undefined {
  return rows.findLast(({ since }) => gte(version, since));
}
