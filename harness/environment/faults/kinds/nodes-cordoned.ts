import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { faultKind } from '../kind.ts';

const asMergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

export const nodesCordoned = faultKind({
  kind: 'nodes-cordoned',
  fields: {},
  does: 'Cordons every node: running pods stay, new ones cannot be scheduled, as in a full cluster.',
  undone: 'The nodes that were schedulable before are uncordoned.',
  takes: 'at once',
  example: { kind: 'nodes-cordoned' },
  changesTheSet: false,
  describe: () => 'nodes cordoned',
  apply: async ({ kube }) => {
    const { items } = await kube.core.listNode();
    const open = items.filter(({ spec }) => !spec?.unschedulable).map(({ metadata }) => metadata?.name ?? '');
    const mark = async (unschedulable: boolean | null): Promise<void> => {
      for (const name of open) await kube.core.patchNode({ name, body: { spec: { unschedulable } } }, asMergePatch);
    };
    await using undo = new AsyncDisposableStack();
    undo.defer(() => mark(null));
    await mark(true);
    return undo.move();
  },
});
