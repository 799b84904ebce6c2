import { type ManifestObject, nameOf } from '../../../manifests/index.ts';

/** Orders by the names of objects, so that what is said of several does not depend on the order of files. */
export function byName(a: { readonly entry: ManifestObject }, b: { readonly entry: ManifestObject }): number {
  const [one, other] = [nameOf(a.entry.object), nameOf(b.entry.object)];
  return one < other ? -1 : one > other ? 1 : 0;
}
