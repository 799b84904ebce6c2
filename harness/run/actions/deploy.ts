import { workloadsOf } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import type { StartedCluster } from '../../environment/cluster/index.ts';
import { type ApplyProgress, applyStages, waitUntilReady } from '../../environment/deployment/index.ts';
import { type HealthWatch, unhealthy } from '../../environment/health/index.ts';
import { orderStages } from '../../manifests/index.ts';
import type { RunContext } from '../context.ts';
import { runDeployScript } from '../deploy-script.ts';
import { measuredWait } from '../measured-wait.ts';
import { providedLedger } from '../provided-ledger.ts';
import type { Session } from '../session.ts';
import { defineStep, type StepContext } from '../step.ts';
import { asCheck, type FailureOf, type Measure, type Note, STEP_CHECKS } from '../step-checks.ts';
import {
  cluster,
  deployed,
  health,
  ingressController,
  isolated,
  readyDeployment,
  type Toolbox,
  toolbox,
} from '../tokens.ts';

const CORE: readonly ('api' | 'worker' | 'web')[] = ['api', 'worker', 'web'];

/** Applies the unchanged set in deploy.sh's order. */
export const deploy = ({ session }: RunContext) =>
  defineStep({
    id: 'deploy',
    title: 'Deploy the manifest set',
    takes: [toolbox, cluster, health, isolated, ingressController],
    // Its first object is to be on the timeline.
    after: ['timeline'],
    gives: deployed,
    timeoutMs: (session.config.timeouts.deploySeconds + 30) * 1000,
    async run(taken, step) {
      const ledger = providedLedger(session.provided);
      for (const { real, used } of ledger) step.note(`in place of ${real}: ${used}`);
      step.add({ ledger });
      const work = async (note: Note): Promise<void> => {
        const lines =
          session.config.manifests.deploy === 'script'
            ? await byScript(session, taken.toolbox, step)
            : await byApply(session, taken.cluster, step);
        lines.forEach(note);
      };
      await asCheck(step, STEP_CHECKS.apply, work, failureOn(taken.health));
    },
  });

async function byApply(
  { config, set, notes }: Session,
  access: StartedCluster,
  step: StepContext,
): Promise<readonly string[]> {
  const stages = orderStages(
    set,
    CORE.flatMap((part) => workloadsOf(config, part).map(({ name }) => name)),
  );
  const onObject = ({ object, done, total }: ApplyProgress): void => step.progress(`${done}/${total} ${object}`);
  await applyStages({ access, stages, signal: step.signal, onObject });
  return [...notes, ...stages.map(({ title, objects }) => `${title}: ${objects.length} objects`)];
}

/** The set's own deploy.sh waits for the rollout itself. */
async function byScript(
  session: Session,
  { programs, images }: Toolbox,
  step: StepContext,
): Promise<readonly string[]> {
  const { config, folders, manifestsPath, secrets } = session;
  return runDeployScript({
    set: manifestsPath,
    state: folders.state,
    kubeconfig: folders.kubeconfig,
    secrets,
    kubectl: programs.get('kubectl')?.path ?? (await images.goTool('kubernetes')),
    timeoutMs: config.timeouts.deploySeconds * 1000,
    signal: step.signal,
    onLine: (line) => step.progress(line),
  });
}

/** Waits for pods, endpoints and addresses; gives up early if the cause is known. */
export const waitReady = ({ session }: RunContext) =>
  defineStep({
    id: 'ready',
    title: 'Wait for readiness',
    takes: [cluster, health, deployed],
    gives: readyDeployment,
    timeoutMs: (session.config.timeouts.deploySeconds + 30) * 1000,
    async run(taken, step) {
      const work = async (note: Note, measure: Measure): Promise<void> => {
        const times = await measuredWait(session.config.timeouts.deploySeconds, measure, (timeoutMs) =>
          waitUntilReady({
            ...{ access: taken.cluster, set: session.set, namespace: session.config.manifests.namespace, timeoutMs },
            signal: step.signal,
            onChange: ({ subject, state, reason }) => step.progress(`${subject}: ${reason || state}`),
          }),
        );
        for (const [subject, ms] of times) note(`${subject}: ready after ${(ms / 1000).toFixed(1)} s`);
      };
      await asCheck(step, STEP_CHECKS.ready, work, failureOn(taken.health));
    },
  });

/** A failure is the deployment's if the error says so and the cluster was healthy all the time. */
const failureOn =
  (watch: HealthWatch): FailureOf =>
  async (error, startedAt) => {
    if (!(error instanceof HarnessError) || error.whose !== 'deployment') return undefined;
    const incident = await watch.incidentSince(startedAt.getTime());
    if (incident) throw unhealthy(incident);
    const reason = error.likely ? `${error.message}: ${error.likely}` : error.message;
    return { state: 'failed', reason, details: error.details };
  };
