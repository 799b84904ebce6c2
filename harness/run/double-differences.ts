import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../core/package-root.ts';

const told = {
  difference: z.string(),
  /** What a check can't prove because of it. */
  effect: z.string(),
};

const schema = z.array(
  z.union([
    /** Version of the real part on which it was observed, and when. */
    z.strictObject({ ...told, confirmed: z.strictObject({ version: z.string(), date: z.iso.date() }) }),
    /** Why it was not: it is known from sources, or concerns the double alone. */
    z.strictObject({ ...told, unconfirmed: z.string().min(1) }),
  ]),
);

/** How a double differs from the real part: `fixtures/doubles/<recipe>/differences.yaml`, where each entry says whether it was observed. */
export type Difference = z.infer<typeof schema>[number];

/** @throws Error where a double has no such list, or an entry does not say whether it was observed. */
export async function differencesOfDouble(recipe: string): Promise<readonly Difference[]> {
  const file = join(packageRoot(), 'fixtures', 'doubles', recipe, 'differences.yaml');
  return schema.parse(parse(await readFile(file, 'utf8')));
}

/** @returns the difference as the ledger says it. */
export function differenceText(one: Difference): string {
  const seen =
    'confirmed' in one
      ? `observed on the real ${one.confirmed.version}, ${one.confirmed.date}`
      : `not observed on the real part: ${one.unconfirmed}`;
  return `${one.difference}: ${one.effect} (${seen})`;
}
