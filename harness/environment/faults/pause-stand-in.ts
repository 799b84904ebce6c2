import { pauseContainer } from '../engine/index.ts';

/** The engines that stand in for what is outside of the cluster. */
export type StandInName = 'postgres' | 'redis' | 'milvus' | 's3';

/**
 * Freezes a stand-in of a run: its port still takes connections, and nothing answers. That is harder on clients than a refusal.
 * Disposing of the result lets it go on.
 * @throws HarnessError of the command when the run has no such stand-in.
 */
export function pauseStandIn(runId: string, name: StandInName): Promise<AsyncDisposable> {
  return pauseContainer(`dify-e2e-${runId}-${name}`);
}
