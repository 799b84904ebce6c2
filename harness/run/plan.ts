import type { Environment } from '../environment/environment.ts';
import { type ChecksOptions, checks, LIVE_PHASES } from './actions/checks.ts';
import { createCluster, createRunNetwork, prepareImages } from './actions/cluster.ts';
import { deploy, waitReady } from './actions/deploy.ts';
import { keepEnvironment } from './actions/environment.ts';
import { sampleMachine, watchHealth } from './actions/health.ts';
import { resolveClusterImages, resolveNodeImage, resolveStandInImages } from './actions/images.ts';
import { ingress, isolation } from './actions/isolation.ts';
import { imagesLock } from './actions/lock.ts';
import { machine, tools } from './actions/machine.ts';
import { recordTimeline } from './actions/recorder.ts';
import { decideScope } from './actions/scope.ts';
import { startEngines } from './actions/standins.ts';
import { staticChecks } from './actions/static.ts';
import type { RunContext } from './context.ts';
import { definePlan, given, type Plan } from './define-plan.ts';
import type { RunState } from './session.ts';
import type { Setup } from './setup.ts';
import type { Step } from './step.ts';
import { checkedFiles, deployed, environment, ingressController, readyDeployment } from './tokens.ts';

/** Everything up to a ready deployment. Independent steps run in parallel. */
const upSteps = (context: RunContext, setup: Setup) =>
  [
    staticChecks(context),
    sampleMachine(context.session),
    machine(setup),
    tools(context, setup),
    decideScope(context),
    resolveNodeImage(context),
    resolveStandInImages(context),
    resolveClusterImages(context),
    imagesLock(context),
    createRunNetwork(context),
    startEngines(context),
    prepareImages(context),
    createCluster(context),
    isolation(context),
    ingress(context),
    keepEnvironment(context),
    watchHealth(context.session),
    recordTimeline(context.session),
    deploy(context),
    waitReady(context),
  ] as const;

const checkSteps = (state: RunState, { phases = LIVE_PHASES, ...options }: ChecksOptions) =>
  phases.map((phase) => checks(state, phase, options));

/** Changes a plan before it runs, for example to inject faults or leave out steps when the harness itself is verified. */
export type ChangePlan = (steps: readonly Step[]) => readonly Step[];

/** Brings up an environment, without live checks. */
export const upPlan = (context: RunContext, setup: Setup): Plan => definePlan(upSteps(context, setup));

/** The checks of an environment that an earlier process brought up, in order: read-only checks first, then faults, then load. */
export const checksPlan = (state: RunState, up: Environment, options: ChecksOptions = {}): Plan =>
  definePlan(
    [sampleMachine(state), watchHealth(state), recordTimeline(state), ...checkSteps(state, options)],
    [
      given(checkedFiles, undefined),
      given(environment, up),
      given(ingressController, undefined),
      given(deployed, undefined),
      given(readyDeployment, undefined),
    ],
  );

/** The full run. */
export const runPlan = (context: RunContext, setup: Setup, options: ChecksOptions = {}): Plan =>
  definePlan([...upSteps(context, setup), ...checkSteps(context.session, options)]);

/**
 * @returns the plan with its steps changed.
 * @throws HarnessError `PLAN_INVALID` if an input of a remaining step is no longer provided.
 */
export const changed = (plan: Plan, change: ChangePlan): Plan => definePlan(change(plan.steps), plan.given);
