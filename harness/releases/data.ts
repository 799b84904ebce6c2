import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import type { ReleaseFacts } from './facts.ts';
import { type Json, type Patch, patched } from './merge-patch.ts';
import { compareReleases, requireKnown } from './versions.ts';

/** What was read, and what could not be. */
export interface ReleaseIndex {
  /** Oldest first. */
  readonly releases: readonly string[];
  /** Releases that are known to exist and are not in the data, with the reason. */
  readonly notRead: readonly { readonly version: string; readonly reason: string }[];
}

/** Each file is a merge patch against the release before it; the first is whole. */
export const dataFolder = (): string => join(packageRoot(), 'harness', 'releases', 'data');

const read = (name: string): unknown => JSON.parse(readFileSync(join(dataFolder(), `${name}.json`), 'utf8'));

let index: ReleaseIndex | undefined;

/** @returns the releases that the data has. */
export function releaseIndex(): ReleaseIndex {
  index ??= read('index') as ReleaseIndex;
  return index;
}

const known = new Map<string, ReleaseFacts>();

/**
 * @returns the facts of a release.
 * @throws UsageError `RELEASE_UNKNOWN`
 */
export function releaseFactsOf(version: string): ReleaseFacts {
  const { releases } = releaseIndex();
  requireKnown([version], releases);
  let facts: Json = {};
  for (const one of releases.slice(0, releases.indexOf(version) + 1)) {
    const before = known.get(one);
    facts = before ? (before as unknown as Json) : patched(facts, read(one) as Patch);
    known.set(one, facts as unknown as ReleaseFacts);
  }
  return facts as unknown as ReleaseFacts;
}

/** @returns the facts of a release, or of the last one before it that is known; undefined for one that is older than all. */
export function releaseNear(version: string): ReleaseFacts | undefined {
  const { releases } = releaseIndex();
  const last = releases.findLast((one) => compareReleases(one, version) <= 0);
  return last === undefined ? undefined : releaseFactsOf(last);
}
