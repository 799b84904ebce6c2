import { HealthWatch, healthProbes } from '../../environment/health/index.ts';
import type { RunState } from '../session.ts';
import { defineStep } from '../step.ts';
import { environment, health, ingressController } from '../tokens.ts';

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
