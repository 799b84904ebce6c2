import { compare, gt, satisfies } from 'semver';
import { type Product, versionOf } from './products.ts';
import type { Advisory } from './table.ts';

/** @returns the nearest version that has the fixes of all of these advisories; undefined if none is known. */
export function firstFixed(product: Product, version: string, advisories: readonly Advisory[]): string | undefined {
  const candidates = advisories
    .flatMap(({ fixed }) => fixed)
    .flatMap((text) => {
      const plain = versionOf(product, text);
      return plain ? [{ text, plain }] : [];
    })
    .filter(({ plain }) => gt(plain, version) && advisories.every(({ affected }) => !satisfies(plain, affected)));
  return candidates.toSorted((a, b) => compare(a.plain, b.plain))[0]?.text;
}
