import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { UsageError } from '../core/errors.ts';
import { packageRoot } from '../core/package-root.ts';
import { closestTo } from '../lib/text/index.ts';
import { RULES } from './catalogue.ts';
import type { Rule } from './rule.ts';

interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** Rules grouped for a kind of reader; a file in `harness/lint/packs`. */
export interface Pack {
  readonly title: Bilingual;
  /** What the pack does not say. */
  readonly note?: Bilingual;
  readonly groups: readonly PackGroup[];
}

export interface PackGroup {
  readonly title: Bilingual;
  /** Rules whose first claim is of these sections: `SEC` for `SEC-1`. */
  readonly claims?: readonly string[];
  /** Ids of further rules. */
  readonly rules?: readonly string[];
}

const folder = (): string => join(packageRoot(), 'harness', 'lint', 'packs');

/** @returns the names of all packs, sorted. */
export const packNames = (): string[] =>
  globSync('*.yaml', { cwd: folder() })
    .map((file) => basename(file, '.yaml'))
    .sort();

/** @throws UsageError `PACK_UNKNOWN` naming the packs that there are. */
export function packNamed(name: string): Pack {
  const known = packNames();
  if (!known.includes(name)) {
    const meant = closestTo(name, known);
    throw new UsageError({
      code: 'PACK_UNKNOWN',
      message: `there is no pack "${name}"`,
      ...(meant ? { likely: `did you mean ${meant}?` } : {}),
      details: [`packs: ${known.join(', ')}`],
      hint: 'docs/packs.md lists the rules of each',
    });
  }
  return parse(readFileSync(join(folder(), `${name}.yaml`), 'utf8')) as Pack;
}

/** @returns the rules of a group, in the order of the catalogue. */
export const rulesOfGroup = ({ claims = [], rules = [] }: PackGroup): readonly Rule[] =>
  RULES.filter((rule) => rules.includes(rule.id) || claims.includes(rule.claims[0].split('-', 1)[0] ?? ''));

/** @returns the ids of the rules of packs, each once. @throws UsageError `PACK_UNKNOWN` */
export const idsOfPacks = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => packNamed(name).groups.flatMap(rulesOfGroup)).map(({ id }) => id)),
];
