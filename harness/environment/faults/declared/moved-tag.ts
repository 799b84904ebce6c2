import type { MovedTagFault } from '../../../core/model/fault.ts';
import { waitFor } from '../../../core/wait.ts';
import { deploymentOf } from '../../probes/kube.ts';
import { deleteReplica, fullStrength } from '../kill-replica.ts';
import { changeDeployment } from './patch.ts';
import { tagOnNodes } from './tag.ts';
import { deploymentNameOf, type FaultTarget, ROLLOUT_MS } from './target.ts';

const TAG = 'dify-e2e-moved';

/** Does nothing, and ends when it is told to. */
const IDLE = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];

/** @throws HarnessError of a roll-out that does not end. */
export async function moveTag(target: FaultTarget, fault: MovedTagFault): Promise<AsyncDisposable> {
  const { kube, environment } = target;
  const name = deploymentNameOf(target, fault.movedTag);
  const other = Object.values(environment.config.parts).find(({ deployment }) => deployment !== name)?.deployment;
  const [own, others] = [await imageOf(name), await imageOf(other ?? name)];
  const image = own.replace(/(:[\w.-]+)?(@.*)?$/, `:${TAG}`);
  await using undo = new AsyncDisposableStack();
  undo.use(await tagOnNodes(target, own, image));
  const value = { name: TAG, image, imagePullPolicy: 'IfNotPresent', command: IDLE };
  undo.use(await changeDeployment(target, name, [{ op: 'add', path: '/spec/template/spec/containers/-', value }]));
  await tagOnNodes(target, others, image);
  const replicas = (await deploymentOf(kube, name)).spec?.replicas ?? 1;
  await waitFor(fullStrength(kube, name, replicas, await deleteReplica(kube, name), ROLLOUT_MS));
  return undo.move();

  async function imageOf(deployment: string): Promise<string> {
    return (await deploymentOf(kube, deployment)).spec?.template.spec?.containers[0]?.image ?? '';
  }
}
