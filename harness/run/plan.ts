import type { Breakage } from '../qa/set-changes/breakages/catalogue.ts';
import { type ChecksOptions, checks, LIVE_PHASES } from './actions/checks.ts';
import { cluster, clusterNetwork, loadImages } from './actions/cluster.ts';
import { deploy, waitReady } from './actions/deploy.ts';
import { stopStandIn } from './actions/fault.ts';
import { clusterImages, nodeImage, standInImages } from './actions/images.ts';
import { ingress, isolation } from './actions/isolation.ts';
import { imagesLock } from './actions/lock.ts';
import { machine, tools } from './actions/machine.ts';
import { standIns } from './actions/standins.ts';
import { staticChecks } from './actions/static.ts';
import type { Bench } from './bench.ts';
import type { Action } from './graph.ts';
import type { RunState } from './session.ts';
import type { Setup } from './setup.ts';

/** Everything up to a deployment that is ready. What does not depend on each other runs side by side. */
export function upPlan(bench: Bench, setup: Setup): Action[] {
  return [
    staticChecks(bench),
    machine(setup),
    tools(bench, setup),
    nodeImage(bench),
    standInImages(bench),
    clusterImages(bench),
    imagesLock(bench),
    clusterNetwork(bench),
    standIns(bench),
    cluster(bench),
    loadImages(bench),
    isolation(bench),
    ingress(bench),
    deploy(bench),
    waitReady(bench),
  ];
}

/** The checks of an environment that is up, in their order: reading first, then faults, then load. */
export function checksPlan(state: RunState, options: ChecksOptions = {}): Action[] {
  return (options.phases ?? LIVE_PHASES).map((phase) => checks(state, phase, options));
}

export interface RunPlanOptions extends Pick<ChecksOptions, 'rounds'> {
  readonly breakage?: Breakage | undefined;
}

/** The main job; with a breakage what comes after the smoke checks is left out, and the fault is put in once all is ready. */
export function runPlan(bench: Bench, setup: Setup, { breakage, rounds = {} }: RunPlanOptions = {}): Action[] {
  if (!breakage) return [...upPlan(bench, setup), ...checksPlan(bench.session, { rounds })];
  const fault = breakage.stop ? [stopStandIn(bench, breakage.stop)] : [];
  const [foundation, smoke] = [checks(bench.session, 'foundation'), checks(bench.session, 'smoke')];
  const first = { ...foundation, after: [...(foundation.after ?? []), ...fault.map(({ id }) => id)] };
  return [...upPlan(bench, setup), ...fault, first, smoke];
}
