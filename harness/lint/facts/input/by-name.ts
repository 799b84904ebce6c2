import { type ManifestObject, nameOf } from '../../../manifests/index.ts';

/** Sorts by object name, so that messages about several objects do not depend on the order of files. */
export function byName(a: { readonly entry: ManifestObject }, b: { readonly entry: ManifestObject }): number {
  const [one, other] = [nameOf(a.entry.object), nameOf(b.entry.object)];
  return one < other ? -1 : one > other ? 1 : 0;
}
