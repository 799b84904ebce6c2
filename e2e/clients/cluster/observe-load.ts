import { HarnessError, type Kube, pending, type ResourceTable, ready, waitFor } from '../../../harness/index.ts';
import { inconclusive } from '../../framework/check.ts';
import type { InPod } from './pod-http.ts';
import { askProbes, declaredProbes } from './probes.ts';
import { resourceTable } from './resource-table.ts';
import { startUps } from './start-up.ts';
import { steadyState } from './steady-state.ts';
import type { PartConfig } from './topology.ts';
import { snapshot } from './usage.ts';

export interface LoadUnderObservation {
  readonly kube: Kube;
  readonly inPod: InPod;
  readonly parts: readonly PartConfig[];
  readonly users: number;
  readonly seconds: number;
  /** How long the deployment may take to come to rest, in ms. */
  readonly restWithinMs: number;
  /** Where the foundation phase may have left its start-up times. */
  readonly reportDir: string;
}

/** At rest for this long: the figures at rest are of this time. */
const REST_MS = 5_000;

/**
 * Runs a load from a steady state and records what the containers use before, during and after it, and how fast their probes
 * succeed. Ends the check as inconclusive if there is no steady state: a load that starts while a replica is down measures that.
 */
export async function observeLoad<T>(
  plan: LoadUnderObservation,
  run: () => Promise<T>,
): Promise<{ readonly table: ResourceTable; readonly result: T }> {
  const { kube, parts, users, seconds } = plan;
  const idle = await snapshot(kube, parts);
  await atRest(plan);
  const rest = await snapshot(kube, parts);
  const probesAtRest = await probesOf(plan);
  const [result, { busy, probesUnderLoad }] = await Promise.all([run(), halfway(plan)]);
  const end = await snapshot(kube, parts);
  const starts = startUps(plan.reportDir);
  return {
    table: resourceTable({ users, seconds, idle, rest, busy, end, probesAtRest, probesUnderLoad, starts }),
    result,
  };
}

async function atRest({ kube, parts, restWithinMs }: LoadUnderObservation): Promise<void> {
  try {
    await waitFor(steadyState(kube, parts, { holdMs: REST_MS, timeoutMs: restWithinMs }));
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'WAIT_TIMEOUT') throw error;
    inconclusive(`no steady state within ${restWithinMs / 1000} s before the load: ${error.likely}`);
  }
}

const probesOf = async ({ kube, inPod, parts }: LoadUnderObservation) =>
  askProbes(kube, inPod, await declaredProbes(kube, parts));

/** What is asked for in the middle of the load takes part in it; once is little enough. */
async function halfway(plan: LoadUnderObservation) {
  const until = performance.now() + plan.seconds * 500;
  await waitFor({
    subject: 'half of the load',
    timeoutMs: plan.seconds * 1000,
    poll: async () => (performance.now() >= until ? ready(undefined) : pending('the first half is running')),
  });
  // One after the other, so that reading the figures doesn't slow the probes down.
  const busy = await snapshot(plan.kube, plan.parts);
  return { busy, probesUnderLoad: await probesOf(plan) };
}
