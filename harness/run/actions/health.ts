import { HealthWatch, healthProbes, MachineSampler } from '../../environment/health/index.ts';
import type { RunState } from '../session.ts';
import { defineStep } from '../step.ts';
import { checkedFiles, environment, health, ingressController, machineLoad } from '../tokens.ts';

/** Watches what the deployment runs on until everything is undone: a failure there ends the run without blaming the deployment. */
export const watchHealth = ({ undo, clusterLost }: Pick<RunState, 'undo' | 'clusterLost'>) =>
  defineStep({
    id: 'health',
    title: 'Monitor cluster health',
    takes: [environment, ingressController],
    gives: health,
    timeoutMs: 30_000,
    async run(taken) {
      const watch = new HealthWatch(await healthProbes(taken.environment));
      undo.add('cluster health monitoring', async () => watch[Symbol.asyncDispose]());
      watch.signal.addEventListener('abort', () => clusterLost.abort(watch.signal.reason), { once: true });
      return watch;
    },
  });

/** Records how busy the machine is, so that what it delays is not blamed on the deployment. */
export const sampleMachine = ({ undo }: Pick<RunState, 'undo'>) =>
  defineStep({
    id: 'machine-load',
    title: 'Monitor machine load',
    takes: [checkedFiles],
    gives: machineLoad,
    timeoutMs: 5_000,
    async run() {
      const sampler = new MachineSampler();
      undo.add('machine load monitoring', async () => sampler[Symbol.asyncDispose]());
      return sampler;
    },
  });
