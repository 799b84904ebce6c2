import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { type ContainerView, podsOf } from './views.ts';

/** @returns every image that a pod of the set names, once. */
export function imagesOf({ objects }: Pick<ManifestSet, 'objects'>): string[] {
  const images = podsOf(objects).flatMap(({ containers = [], initContainers = [] }) =>
    [...initContainers, ...containers].flatMap(({ image }) => image ?? []),
  );
  return [...new Set(images)].sort();
}

/** @returns a container of a workload: the named one, or the first; undefined if the set has none. */
export function containerOf(
  { objects }: Pick<ManifestSet, 'objects'>,
  { kind, name, container }: { readonly kind: string; readonly name: string; readonly container?: string | undefined },
): ContainerView | undefined {
  const own = objects.filter(({ object }) => object.kind === kind && object.metadata.name === name);
  const all = podsOf(own).flatMap(({ containers = [] }) => containers);
  return all.find((one) => one.name === container) ?? all[0];
}
