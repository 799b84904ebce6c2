import { command } from '../../../provision/exec/command.ts';
import type { FaultTarget } from './target.ts';

/** Gives an image that the kind nodes have another name beside its own. */
export async function tagOnNodes(
  { environment, kube }: FaultTarget,
  image: string,
  other: string,
): Promise<AsyncDisposable> {
  const { items } = await kube.core.listNode();
  const onEach = async (...argv: string[]): Promise<void> => {
    for (const { metadata } of items)
      await command(
        environment.tools.docker,
        ['exec', metadata?.name ?? '', 'ctr', '--namespace', 'k8s.io', 'images', ...argv],
        { timeoutMs: 20_000 },
      );
  };
  await onEach('tag', '--force', wholeName(image), wholeName(other));
  return { [Symbol.asyncDispose]: () => onEach('rm', wholeName(other)) };
}

/** containerd knows images by their whole names, as Docker writes them out. */
function wholeName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`;
}
