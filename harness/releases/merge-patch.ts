/** A JSON value without null, which a merge patch uses for "removed". */
export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
export type Patch = Json | null | { readonly [name: string]: Patch };

type JsonObject = Readonly<Record<string, Json>>;
type PatchObject = Readonly<Record<string, Patch>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the target with the patch applied (RFC 7386, JSON Merge Patch). */
export function patched(target: Json | undefined, patch: Patch): Json {
  if (!isObject(patch)) return patch as Json;
  const result: Record<string, Json> = isObject(target) ? { ...(target as JsonObject) } : {};
  for (const [name, value] of Object.entries(patch as PatchObject)) {
    if (value === null) delete result[name];
    else result[name] = patched(own(result, name), value);
  }
  return result;
}

/** What an object inherits, `valueOf`, is no value of its own. */
const own = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** @returns the smallest merge patch from one object to the other; names are in alphabetical order. */
export function patchBetween(before: JsonObject, after: JsonObject): PatchObject {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    names.flatMap((name): [string, Patch][] => {
      const [from, to] = [own(before, name), own(after, name)];
      if (to === undefined) return [[name, null]];
      if (isObject(from) && isObject(to)) {
        const inner = patchBetween(from as JsonObject, to as JsonObject);
        return Object.keys(inner).length > 0 ? [[name, inner]] : [];
      }
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[name, to]];
    }),
  );
}
