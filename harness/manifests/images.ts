import { containersOf, podsOf } from './rules/pods.ts';
import type { ManifestSet } from './types.ts';

/** @returns every image that a pod of the set names, once. */
export function imagesOf(set: ManifestSet): string[] {
  const images = podsOf(set.objects).flatMap((pod) =>
    containersOf(pod).flatMap(({ container }) => container.image ?? []),
  );
  return [...new Set(images)].sort();
}
