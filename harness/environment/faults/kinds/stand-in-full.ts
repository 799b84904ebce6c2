import { z } from 'zod';
import { EXTERNAL_SERVERS } from '../../../core/config/index.ts';
import { execIn } from '../../engine/index.ts';
import { runInPod } from '../../probes/pod-program.ts';
import { standInContainer } from '../../stand-ins/names.ts';
import { standInFault } from '../../stand-ins/registry.ts';
import { faultKind } from '../kind.ts';
import { workloadFor } from '../target.ts';

export const standInFull = faultKind({
  kind: 'stand-in-full',
  fields: { standIn: z.enum(EXTERNAL_SERVERS).describe('A stand-in that can be full') },
  does: 'Makes a stand-in full: reads work, writes are rejected.',
  undone: 'The limit is lifted.',
  takes: 'at once',
  example: { kind: 'stand-in-full', standIn: 's3' },
  changesTheSet: false,
  describe: ({ standIn }) => `${standIn} full`,
  apply: async (target, { standIn }) => {
    const { runId, ledger } = target.environment;
    const fill = await standInFault(standIn, 'full');
    return fill({
      source: ledger.find(({ part }) => part === standIn)?.source ?? 'packages',
      exec: async (argv) => void (await execIn(standInContainer(runId, standIn), argv, { timeoutMs: 20_000 })),
      inApiPod: async (program, input) =>
        void (await runInPod<object>(target.kube, workloadFor(target, 'api'), program, input)),
    });
  },
});
