import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import type { FaultTarget } from './target.ts';

const asMergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Cordons every node that was not: pods stay, new ones find no place. */
export async function cordonNodes({ kube }: FaultTarget): Promise<AsyncDisposable> {
  const { items } = await kube.core.listNode();
  const open = items.filter(({ spec }) => !spec?.unschedulable).map(({ metadata }) => metadata?.name ?? '');
  const mark = async (unschedulable: boolean | null): Promise<void> => {
    for (const name of open) await kube.core.patchNode({ name, body: { spec: { unschedulable } } }, asMergePatch);
  };
  await using undo = new AsyncDisposableStack();
  undo.defer(() => mark(null));
  await mark(true);
  return undo.move();
}
