import type { FieldPath, ManifestObject } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';
import { placeholderIn } from './placeholder.ts';

/** A placeholder domain in a text of an object. */
export interface PlacedPlaceholder {
  readonly entry: ManifestObject;
  readonly path: FieldPath;
  readonly domain: string;
}

const KNOWN = new WeakMap<LintInput, readonly PlacedPlaceholder[]>();

/** @returns every placeholder domain in the objects of the set. */
export function placeholdersOf(input: LintInput): readonly PlacedPlaceholder[] {
  const known =
    KNOWN.get(input) ??
    input.objects.flatMap((entry) => placeholdersIn(entry.object).map(([path, domain]) => ({ entry, path, domain })));
  KNOWN.set(input, known);
  return known;
}

/** Images have their own rule; annotations of tools and the descriptions in a CRD say nothing about the deployment. */
const SKIPPED: ReadonlySet<string> = new Set(['image', 'managedFields', 'description', 'binaryData', 'status']);

type Found = readonly [path: FieldPath, domain: string];

/** The placeholders in the texts of an object, each with its path. */
function placeholdersIn(value: unknown, path: (string | number)[] = [], found: Found[] = []): Found[] {
  if (typeof value === 'string') {
    const domain = placeholderIn(value);
    if (domain) found.push([[...path], domain]);
  }
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    if (SKIPPED.has(key)) continue;
    path.push(Array.isArray(value) ? Number(key) : key);
    placeholdersIn((value as Readonly<Record<string, unknown>>)[key], path, found);
    path.pop();
  }
  return found;
}
