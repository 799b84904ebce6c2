import type { ManifestObject } from '../../../manifests/index.ts';
import type { LintInput, Typed } from './input.ts';

type Kinds = ReadonlyMap<string, readonly ManifestObject[]>;

const CACHE = new WeakMap<LintInput, Kinds>();

/** @returns the well-formed objects of a kind, in the order of the set. The caller names the type of the kind. */
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

/** @returns the key of an object in a namespace, by default in `default`. */
export const keyOf = (name: string, namespace = 'default'): string => `${namespace}/${name}`;

/** @returns the keys of all objects of a kind, including malformed ones: those are not missing. */
export function keysOfKind({ objects }: LintInput, kind: string): Set<string> {
  return new Set(
    objects
      .filter(({ object }) => object.kind === kind)
      .map(({ object }) => keyOf(object.metadata.name, object.metadata.namespace)),
  );
}

/**
 * @returns `make`, cached per namespace: a set with many faults of the same type stays fast.
 * @param make takes the namespace as objects name it.
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

/** @returns the objects that can't be read: they may be what another object is missing. */
export function lostObjects({ malformed, sound }: LintInput): ManifestObject[] {
  const read = new Set(sound);
  return malformed.map(({ entry }) => entry).filter((entry) => !read.has(entry));
}
