import { nodeAccess } from '../../cluster/index.ts';
import type { FaultTarget } from '../target.ts';

/** Adds a second name for an image on every node. @throws HarnessError `NODE_ACCESS_UNSUPPORTED`. */
export async function tagOnNodes(
  { cluster, kube }: FaultTarget,
  image: string,
  other: string,
): Promise<AsyncDisposable> {
  const { items } = await kube.core.listNode();
  const names = items.map(({ metadata }) => metadata?.name ?? '');
  return nodeAccess(cluster).tagImage(names, image, other);
}

/** @returns the image with another tag, without a digest. */
export const withTag = (image: string, tag: string): string => image.replace(/(:[\w.-]+)?(@.*)?$/, `:${tag}`);
