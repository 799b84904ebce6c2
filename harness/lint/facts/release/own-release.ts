import { gte } from 'semver';
import { type ReleaseFacts, releaseFactsOf, releaseIndex } from '../../../releases/index.ts';
import { difyVersion } from '../dify/versions.ts';
import type { LintInput } from '../input/input.ts';

/**
 * @returns what the set's release of Dify consists of: of the newest known one that is not newer; of the oldest known one
 *   where nothing tells the release.
 */
export function ownRelease(input: LintInput): ReleaseFacts {
  const version = difyVersion(input);
  const { releases } = releaseIndex();
  const [oldest = ''] = releases;
  const own = version && releases.findLast((release) => gte(version, release));
  return releaseFactsOf(own || oldest);
}
