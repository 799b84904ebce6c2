import { HarnessError } from '../../core/errors.ts';
import type { Result } from '../../core/model/check.ts';
import { type ApplyProgress, applyStages, waitUntilReady } from '../../environment/deployment/index.ts';
import { orderStages } from '../../manifests/index.ts';
import type { Bench } from '../bench.ts';
import { runDeployScript } from '../deploy-script.ts';
import type { Action, Step } from '../graph.ts';
import { asCheck, STEP_CHECKS } from '../step-checks.ts';

const CORE: readonly ('api' | 'worker' | 'web')[] = ['api', 'worker', 'web'];

/** Applies the unchanged set in deploy.sh's order. */
export function deploy(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'deploy',
    title: 'Deploy the manifest set',
    dependsOn: ['isolation', 'ingress', 'load-images'],
    timeoutMs: (session.config.timeouts.deploySeconds + 30) * 1000,
    async run(step) {
      const work = session.config.manifests.deploy === 'script' ? byScript : byApply;
      await asCheck(session, STEP_CHECKS.apply, () => work(bench, step), failureOfSubject);
    },
  };
}

async function byApply(bench: Bench, step: Step): Promise<readonly string[]> {
  const { session } = bench;
  const stages = orderStages(
    session.set,
    CORE.map((part) => session.config.parts[part].deployment),
  );
  const onObject = ({ object, done, total }: ApplyProgress): void => step.progress(`${done}/${total} ${object}`);
  await applyStages({ access: bench.take('cluster'), stages, signal: step.signal, onObject });
  return stages.map(({ title, objects }) => `${title}: ${objects.length} objects`);
}

/** The set's own deploy.sh waits for the rollout itself. */
async function byScript(bench: Bench, step: Step): Promise<readonly string[]> {
  const { config, folders, manifestsPath, secrets } = bench.session;
  return runDeployScript({
    set: manifestsPath,
    state: folders.state,
    kubeconfig: folders.kubeconfig,
    secrets,
    kubectl: bench.peek('tools')?.get('kubectl')?.path ?? (await bench.take('images').goTool('kubernetes')),
    timeoutMs: config.timeouts.deploySeconds * 1000,
    signal: step.signal,
    onLine: (line) => step.progress(line),
  });
}

/** Waits for pods, endpoints and addresses; ends early with the cause. */
export function waitReady(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'ready',
    title: 'Wait until all is ready',
    dependsOn: ['deploy'],
    timeoutMs: (session.config.timeouts.deploySeconds + 30) * 1000,
    async run(step) {
      const timeoutMs = session.config.timeouts.deploySeconds * 1000;
      const work = async (): Promise<readonly string[]> => {
        const times = await waitUntilReady({
          access: bench.take('cluster'),
          set: session.set,
          namespace: session.config.manifests.namespace,
          timeoutMs,
          signal: step.signal,
          onChange: ({ subject, state, reason }) => step.progress(`${subject}: ${reason || state}`),
        });
        return [...times].map(([subject, ms]) => `${subject}: ready after ${(ms / 1000).toFixed(1)} s`);
      };
      await asCheck(session, STEP_CHECKS.ready, work, failureOfSubject);
    },
  };
}

/** What the API server refuses and what does not become ready is the deployment's own; all else is the harness's. */
const SUBJECT_CODES: ReadonlySet<string> = new Set([
  'APPLY_REFUSED',
  'COMMAND_FAILED',
  'COMMAND_TIMEOUT',
  'WAIT_HOPELESS',
  'WAIT_TIMEOUT',
]);

function failureOfSubject(error: unknown): Result | undefined {
  if (!(error instanceof HarnessError) || !SUBJECT_CODES.has(error.code)) return undefined;
  const reason = error.likely ? `${error.message}: ${error.likely}` : error.message;
  return { state: 'failed', reason, details: error.details };
}
