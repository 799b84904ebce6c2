import type { ManifestObject } from '../../../manifests/index.ts';
import type { LintInput, Typed } from './input.ts';

type Kinds = ReadonlyMap<string, readonly ManifestObject[]>;

const CACHE = new WeakMap<LintInput, Kinds>();

/** @returns the objects of a kind whose shape may be relied on, in the order of the set. The caller names the type of the kind. */
export function ofKind<T>(input: LintInput, kind: string): readonly Typed<T>[] {
  let kinds = CACHE.get(input);
  if (!kinds) {
    kinds = byKind(input);
    CACHE.set(input, kinds);
  }
  return (kinds.get(kind) ?? []).map((entry) => ({ entry, object: entry.object as T }));
}

function byKind({ sound }: LintInput): Kinds {
  const kinds = new Map<string, ManifestObject[]>();
  for (const entry of sound) {
    const same = kinds.get(entry.object.kind);
    if (same) same.push(entry);
    else kinds.set(entry.object.kind, [entry]);
  }
  return kinds;
}

/** @returns the key under which an object of a namespace is looked up; without a namespace it is in `default`. */
export const keyOf = (name: string, namespace = 'default'): string => `${namespace}/${name}`;

/** @returns the keys of all objects of a kind, malformed ones too: what is there is not missing. */
export function keysOfKind({ objects }: LintInput, kind: string): Set<string> {
  return new Set(
    objects
      .filter(({ object }) => object.kind === kind)
      .map(({ object }) => keyOf(object.metadata.name, object.metadata.namespace)),
  );
}

/**
 * @returns a text about a namespace, made at most once for each: a set with many faults of one sort stays fast.
 * @param make gets the namespace as objects name it.
 */
export function perNamespace(
  make: (namespace: string | undefined) => string,
): (namespace: string | undefined) => string {
  const made = new Map<string | undefined, string>();
  return (namespace) => {
    const text = made.get(namespace) ?? make(namespace);
    made.set(namespace, text);
    return text;
  };
}

/** @returns the names of the objects of a kind in a namespace. */
export function namesOfKind({ objects }: LintInput, kind: string, namespace: string | undefined): string[] {
  return objects
    .filter(({ object }) => object.kind === kind && object.metadata.namespace === namespace)
    .map(({ object }) => object.metadata.name);
}

/** @returns the objects of which nothing can be told: what they were to be may be what another one misses. */
export function lostObjects({ malformed, sound }: LintInput): ManifestObject[] {
  const read = new Set(sound);
  return malformed.map(({ entry }) => entry).filter((entry) => !read.has(entry));
}
