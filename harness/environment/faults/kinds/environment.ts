import { z } from 'zod';
import { deploymentOf } from '../../probes/kube.ts';
import { CONTAINER, changeDeployment } from '../changes/deployment.ts';
import { part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { deploymentNameOf } from '../target.ts';

export const environment = faultKind({
  kind: 'environment',
  fields: {
    part,
    set: z
      .record(z.string(), z.string().nullable())
      .describe("Variables of the part's container and their values; `null` removes one"),
  },
  does: "Sets environment variables of the part's container and rolls the Deployment out.",
  undone: 'The Deployment gets its old pod template back and is rolled out again.',
  takes: 'after a rollout',
  example: { kind: 'environment', part: 'worker', set: { REDIS_DB: '7' } },
  changesTheSet: true,
  describe: ({ part: of, set }) => `${Object.keys(set).join(', ')} of ${of}`,
  apply: async (target, fault) => {
    const name = deploymentNameOf(target, fault.part);
    const { env = [] } = (await deploymentOf(target.kube, name)).spec?.template.spec?.containers[0] ?? {};
    const added = Object.entries(fault.set).flatMap(([variable, text]) =>
      text === null ? [] : { name: variable, value: text },
    );
    const value = [...env.filter((one) => !(one.name in fault.set)), ...added];
    return changeDeployment(target, name, [{ op: 'add', path: `${CONTAINER}/env`, value }]);
  },
});
