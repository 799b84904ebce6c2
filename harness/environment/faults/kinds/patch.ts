import type { V1Deployment } from '@kubernetes/client-node';
import { z } from 'zod';
import { serviceOf } from '../../../core/config/index.ts';
import { deploymentOf } from '../../probes/kube.ts';
import { changeDeployment } from '../changes/deployment.ts';
import { LiveObject } from '../changes/live-object.ts';
import { operations, part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { deploymentNameOf } from '../target.ts';

export const patch = faultKind({
  kind: 'patch',
  fields: {
    object: z
      .enum(['Deployment', 'Service', 'ConfigMap'])
      .describe(
        "Which object of the part; `ConfigMap` is the one that its container's variables come from (the running container keeps the old ones)",
      ),
    part,
    operations,
    neverReady: z
      .literal(true)
      .exactOptional()
      .describe('The new pods are not meant to become ready: in effect as soon as one exists'),
  },
  does: "Patches one of the part's live objects; a changed Deployment is rolled out.",
  undone: 'The object gets its old spec, data and labels back; a Deployment is rolled out again.',
  takes: 'after a rollout',
  example: {
    kind: 'patch',
    object: 'Service',
    part: 'web',
    operations: [{ op: 'replace', path: '/spec/ports/0/port', value: 3001 }],
  },
  changesTheSet: true,
  describe: (fault) => `${fault.object} of ${fault.part}: ${fault.operations.map(({ path }) => path).join(', ')}`,
  apply: async (target, { object, part: of, operations: steps, neverReady }) => {
    const deployment = deploymentNameOf(target, of);
    if (object === 'Deployment') return changeDeployment(target, deployment, steps, neverReady);
    const name =
      object === 'Service'
        ? serviceOf(target.environment.config, of).name
        : configMapOf(await deploymentOf(target.kube, deployment));
    const live = await LiveObject.read(target.kube, object, name ?? '');
    await using undo = new AsyncDisposableStack();
    undo.defer(() => live.restore());
    await live.patch(steps);
    return undo.move();
  },
});

const configMapOf = ({ spec }: V1Deployment): string | undefined =>
  spec?.template.spec?.containers[0]?.envFrom?.find(({ configMapRef }) => configMapRef)?.configMapRef?.name;
