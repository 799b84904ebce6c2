import type { StandInFault } from '../../../core/model/fault.ts';
import { execIn } from '../../engine/index.ts';
import { runInPod } from '../../probes/pod-program.ts';
import { standInContainer } from '../../stand-ins/host.ts';
import { standInFault } from '../../stand-ins/registry.ts';
import { pauseStandIn } from '../pause-stand-in.ts';
import { deploymentNameOf, type FaultTarget } from './target.ts';

/** @throws HarnessError `FAULT_UNSUPPORTED` for a stand-in that can't fail in that way. */
export async function breakStandIn(target: FaultTarget, { standIn, how }: StandInFault): Promise<AsyncDisposable> {
  const { runId } = target.environment;
  if (how === 'paused') return pauseStandIn(runId, standIn);
  const make = await standInFault(standIn, how);
  return make({
    exec: async (argv) => void (await execIn(standInContainer(runId, standIn), argv, { timeoutMs: 20_000 })),
    inApiPod: async (program, input) =>
      void (await runInPod<object>(target.kube, deploymentNameOf(target, 'api'), program, input)),
  });
}
