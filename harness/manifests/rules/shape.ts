import type { Finding, ManifestObject } from '../types.ts';
import { VIEWS } from '../views.ts';
import { findingAt, type Rule } from './rule.ts';

/** What the other rules read has the shape that it must have; the API server judges all the rest. */
export const rightShape: Rule = (objects) => objects.flatMap(shapeOf);

function shapeOf(entry: ManifestObject): Finding[] {
  const parsed = VIEWS.get(entry.object.kind)?.safeParse(entry.object);
  if (!parsed || parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    return findingAt(entry, path, {
      id: 'field-malformed',
      claims: ['DEP-1'],
      severity: 'mandatory',
      message: `${path.join('.')}: ${issue.message}`,
      cause: 'a wrong indentation, a missing field, or a number or yes/no without quotes where a text is wanted',
      remedy: `see: kubectl explain ${[entry.object.kind.toLowerCase(), ...path.filter((s) => typeof s === 'string')].join('.')}`,
    });
  });
}
