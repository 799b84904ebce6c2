import { partWorkloads } from '../../../core/config/index.ts';
import { waitFor } from '../../../core/wait.ts';
import { deploymentOf } from '../../probes/kube.ts';
import { changeDeployment, imageOf } from '../changes/deployment.ts';
import { tagOnNodes, withTag } from '../changes/image-tag.ts';
import { part } from '../fields.ts';
import { deleteReplica, fullStrength } from '../kill-replica.ts';
import { faultKind } from '../kind.ts';
import { deploymentNameOf, ROLLOUT_MS, workloadFor } from '../target.ts';

const TAG = 'dify-e2e-moved';

/** Does nothing until it is terminated. */
const IDLE = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];

export const movedTag = faultKind({
  kind: 'moved-tag',
  fields: { part },
  does: "Adds a container to the part's pods whose image tag is moved during the rollout, so that the pods run two different images.",
  undone: 'The container is removed, the Deployment is rolled out, and the tag is removed from the nodes.',
  takes: 'after a rollout',
  example: { kind: 'moved-tag', part: 'web' },
  changesTheSet: true,
  describe: ({ part: of }) => `tag moved under ${of}`,
  apply: async (target, fault) => {
    const { kube, environment } = target;
    const name = deploymentNameOf(target, fault.part);
    const own = workloadFor(target, fault.part);
    const other = partWorkloads(environment.config).find((one) => one.kind === 'Deployment' && one.name !== name)?.name;
    const [ownImage, others] = [await imageOf(kube, name), await imageOf(kube, other ?? name)];
    const image = withTag(ownImage, TAG);
    await using undo = new AsyncDisposableStack();
    undo.use(await tagOnNodes(target, ownImage, image));
    const value = { name: TAG, image, imagePullPolicy: 'IfNotPresent', command: IDLE };
    undo.use(await changeDeployment(target, name, [{ op: 'add', path: '/spec/template/spec/containers/-', value }]));
    await tagOnNodes(target, others, image);
    const replicas = (await deploymentOf(kube, name)).spec?.replicas ?? 1;
    await waitFor(fullStrength(kube, own, replicas, await deleteReplica(kube, own), ROLLOUT_MS));
    return undo.move();
  },
});
