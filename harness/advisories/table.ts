import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { packageRoot } from '../core/package-root.ts';
import type { Product } from './products.ts';

/** From the most to the least severe. */
export const RATINGS = ['critical', 'high', 'medium', 'low'] as const;
export type Rating = (typeof RATINGS)[number];

/** Something that is known to be wrong with some versions of a product. */
export interface Advisory {
  /** `CVE-2025-55182`, or the id of whoever tells it. */
  readonly id: string;
  /** Further ids of the same. */
  readonly aliases?: readonly string[];
  /** `defect` = it breaks, but nobody can exploit it. */
  readonly kind?: 'defect';
  readonly product: Product;
  /** Versions, as npm writes ranges. What is left out is not known to be affected. */
  readonly affected: string;
  /** First version of each line that has the fix, as the product writes it; empty = none is known. */
  readonly fixed: readonly string[];
  /** Absent = the source does not rate it. */
  readonly severity?: Rating;
  /** Listed as exploited in the wild (CISA, Known Exploited Vulnerabilities). */
  readonly exploited?: true;
  /** What happens, in a few words. */
  readonly title: string;
  /** ISO day. */
  readonly published: string;
  /** Where it was read. */
  readonly source: string;
}

export interface AdvisoryTable {
  /** ISO day up to which advisories were looked for. */
  readonly date: string;
  readonly advisories: readonly Advisory[];
}

let table: AdvisoryTable | undefined;

/** @returns the advisories that come with this version of the harness; no network is asked. */
export function advisoryTable(): AdvisoryTable {
  table ??= JSON.parse(
    readFileSync(join(packageRoot(), 'harness', 'advisories', 'data', 'advisories.json'), 'utf8'),
  ) as AdvisoryTable;
  return table;
}

/** @returns the advisories that affect a version, worst first. */
export const advisoriesFor = (product: Product, version: string): readonly Advisory[] =>
  advisoryTable()
    .advisories.filter((one) => one.product === product && satisfies(version, one.affected))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1));

/** What is not rated counts as high, so that it is not overlooked. */
export const rankOf = ({ severity, exploited, kind }: Advisory): number =>
  exploited ? -1 : kind === 'defect' ? RATINGS.length : RATINGS.indexOf(severity ?? 'high');

/** A table of this age or more says nothing of what was published since. */
export const STALE_DAYS = 90;

/** @returns how many days older the table is than `today` (ISO day). */
export const ageOf = ({ date }: Pick<AdvisoryTable, 'date'>, today: string): number =>
  Math.round((Date.parse(today) - Date.parse(date)) / 86_400_000);
