import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { podsOf } from './views.ts';

/** @returns every image that a pod of the set names, once. */
export function imagesOf({ objects }: Pick<ManifestSet, 'objects'>): string[] {
  const images = podsOf(objects).flatMap(({ containers = [], initContainers = [] }) =>
    [...initContainers, ...containers].flatMap(({ image }) => image ?? []),
  );
  return [...new Set(images)].sort();
}
