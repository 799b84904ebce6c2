import { coerce, compare, parse } from 'semver';
import { UsageError } from '../core/errors.ts';

/** `1.10.1-fix.1` follows 1.10.1, unlike a pre-release. */
const FIX = /-fix\.?(\d+)$/;

/** Orders releases as they were made: corrections (`-fix.1`) after their release, pre-releases before it. */
export function compareReleases(a: string, b: string): number {
  const [plainA, plainB] = [a.replace(FIX, ''), b.replace(FIX, '')];
  return compare(plainA, plainB) || fixOf(a) - fixOf(b);
}

const fixOf = (version: string): number => Number(FIX.exec(version)?.[1] ?? 0);

/** @returns whether it is a release, not a pre-release. */
export function isRelease(version: string): boolean {
  const parsed = parse(version.replace(FIX, ''));
  return parsed !== null && parsed.prerelease.length === 0 && parsed.version === version.replace(FIX, '');
}

/** @returns the known releases around a version that is not known: the nearest older and newer ones, oldest first. */
export function nearest(version: string, known: readonly string[], count = 4): readonly string[] {
  const plain = parse(version.replace(FIX, '')) ? version : coerce(version)?.version;
  if (plain === undefined) return known.slice(-count);
  const next = known.findIndex((one) => compareReleases(one, plain) > 0);
  const at = next < 0 ? known.length : next;
  return known.slice(Math.max(0, at - count / 2), at + count / 2);
}

/** @throws UsageError `RELEASE_UNKNOWN` naming each version that is not among the known ones, with the nearest that are. */
export function requireKnown(versions: readonly string[], known: readonly string[]): void {
  const unknown = [...new Set(versions)].filter((version) => !known.includes(version));
  if (unknown.length === 0) return;
  throw new UsageError({
    code: 'RELEASE_UNKNOWN',
    message: `no facts about Dify ${unknown.join(' and ')}`,
    likely: `the data covers ${known[0]} to ${known.at(-1)}; a version is written like ${known.at(-1)}`,
    details: unknown.map((version) => `${version}: the nearest are ${nearest(version, known).join(', ')}`),
    hint: 'docs/releases.md lists the releases and says how to add one',
  });
}
