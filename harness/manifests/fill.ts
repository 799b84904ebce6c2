import { UsageError } from '../core/errors.ts';
import { registerSecrets } from '../core/redact.ts';
import type { ManifestObject, ManifestSet } from '../lib/kube-objects/index.ts';

const PLACEHOLDER = /\$\{([A-Za-z_]\w*)\}/g;

/** @returns the names that the set's Secrets want to be given, sorted. */
export function placeholders(set: ManifestSet): string[] {
  const wanted = set.objects.flatMap((entry) => texts(entry).flatMap(({ value }) => namesIn(value)));
  return [...new Set(wanted)].sort();
}

/**
 * Fills `${NAME}` in the `stringData` of Secrets, and nowhere else, as the set's own deploy.sh does with envsubst.
 * The values become unprintable (`redact`).
 * @param values name → value.
 * @throws UsageError `SECRET_VALUE_MISSING` naming every placeholder without a value, as `file:line`.
 */
export function fillSecrets(set: ManifestSet, values: Readonly<Record<string, string>>): ManifestSet {
  const missing = set.objects.flatMap((entry) => missingIn(entry, values));
  if (missing.length > 0) throw missingValues(missing);
  registerSecrets(Object.values(values));
  return { ...set, objects: set.objects.map((entry) => fillObject(entry, values)) };
}

function fillObject(entry: ManifestObject, values: Readonly<Record<string, string>>): ManifestObject {
  const filled = texts(entry).map(({ key, value }) => [
    key,
    value.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole),
  ]);
  if (filled.length === 0) return entry;
  const stringData = { ...(entry.object.stringData as object), ...Object.fromEntries(filled) };
  return { ...entry, object: { ...entry.object, stringData }, unfilled: entry.object };
}

function missingIn(entry: ManifestObject, values: Readonly<Record<string, string>>): string[] {
  return texts(entry).flatMap(({ key, value }) =>
    namesIn(value)
      .filter((name) => !values[name])
      .map((name) => `${entry.file}:${entry.at(['stringData', key]).line}: \${${name}} has no value`),
  );
}

function texts({ object }: ManifestObject): { key: string; value: string }[] {
  if (object.kind !== 'Secret' || typeof object.stringData !== 'object') return [];
  return Object.entries(object.stringData ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  );
}

const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);

function missingValues(missing: readonly string[]): UsageError {
  return new UsageError({
    code: 'SECRET_VALUE_MISSING',
    message: `${missing.length} placeholder(s) in Secrets have no value`,
    likely: 'the name is misspelt, or the secrets file does not define it',
    details: missing,
    hint: 'add the names to manifests.secretsFile, or remove that setting to have values generated',
  });
}
