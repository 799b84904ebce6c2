import { releaseFactsOf, releaseIndex } from './data.ts';
import { type Difference, KINDS, type Weight } from './differences/difference.ts';
import { edgeDifferences } from './differences/edge.ts';
import { migrationDifferences } from './differences/migrations.ts';
import { serviceDifferences } from './differences/services.ts';
import { variableDifferences } from './differences/variables.ts';
import type { ReleaseFacts } from './facts.ts';
import { notesBetween } from './notes.ts';
import { compareReleases, requireKnown } from './versions.ts';

/** Everything that differs between two releases. */
export interface UpgradePlan {
  readonly from: ReleaseFacts;
  readonly to: ReleaseFacts;
  /** From the newer to the older one. */
  readonly isDowngrade: boolean;
  /** By weight, kind and name. */
  readonly differences: readonly Difference[];
}

export const WEIGHTS: readonly Weight[] = ['must', 'should', 'know'];

/**
 * @returns what differs between two releases, whichever is the newer one.
 * @throws UsageError `RELEASE_UNKNOWN` naming both if neither is known.
 */
export function upgradePlan(from: string, to: string): UpgradePlan {
  requireKnown([from, to], releaseIndex().releases);
  return planBetween(releaseFactsOf(from), releaseFactsOf(to));
}

/** The same for facts at hand. */
export function planBetween(from: ReleaseFacts, to: ReleaseFacts): UpgradePlan {
  const pair = { from, to };
  const differences = [
    ...notesBetween(from.version, to.version),
    ...serviceDifferences(pair),
    ...edgeDifferences(pair),
    ...migrationDifferences(pair),
    ...variableDifferences(pair),
  ];
  return {
    ...pair,
    isDowngrade: compareReleases(from.version, to.version) > 0,
    differences: differences.toSorted(byWeight),
  };
}

const KIND_ORDER: readonly string[] = KINDS;

const byWeight = (a: Difference, b: Difference): number =>
  WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
  KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
