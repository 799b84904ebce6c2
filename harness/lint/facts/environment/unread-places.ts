import type { LintInput } from '../input/input.ts';
import { whyUnread } from './unread.ts';

const KNOWN = new WeakMap<LintInput, ReadonlyMap<string, readonly string[] | undefined>>();

/**
 * @param object as places name it.
 * @param field of a value: `data.CERTBOT_EMAIL`.
 * @returns why no container reads the setting that stands there; undefined if one may, or if no container gets it.
 */
export function whyNobodyReads(input: LintInput, object: string, field: string): string | undefined {
  const known = KNOWN.get(input) ?? places(input);
  KNOWN.set(input, known);
  return known.get(keyOf(object, field))?.[0];
}

function places({ environments }: LintInput): ReadonlyMap<string, readonly string[] | undefined> {
  const found = new Map<string, readonly string[] | undefined>();
  for (const environment of environments) {
    for (const variable of environment.variables.values()) {
      const { object, field } = variable.definedAt;
      const key = keyOf(object, field);
      if (found.has(key) && found.get(key) === undefined) continue;
      const reason = whyUnread(variable.name, environment);
      found.set(key, reason === undefined ? undefined : [...(found.get(key) ?? []), reason]);
    }
  }
  return found;
}

/** A literal is defined by its entry, and read from the entry's value. */
const keyOf = (object: string, field: string): string => `${object}\0${field.replace(/(\.env\.\d+)\.value$/, '$1')}`;
