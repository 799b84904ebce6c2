import { pending, ready, type WaitStrategy } from '../../harness/index.ts';
import { isPlanned, stateOf } from './results.ts';

/** A dependency is bounded by its own time-out and by those of its own dependencies; this only ends a run that hangs. */
export const DEPENDENCIES_MS = 600_000;

/**
 * Ready when every dependency that runs in this invocation has ended. Checks run side by side and are started in the order of
 * `arrange`, in which a dependency always comes first: it is under way already, or waits for one that is, so no worker waits for ever.
 */
export function dependenciesEnded(folder: string, dependsOn: readonly string[]): WaitStrategy {
  return {
    subject: `the checks ${dependsOn.join(', ')}`,
    timeoutMs: DEPENDENCIES_MS,
    intervalMs: 50,
    poll: async () => {
      const running = dependsOn.find((id) => isPlanned(folder, id) && stateOf(folder, id) === undefined);
      return running === undefined ? ready(undefined) : pending(`${running} has not ended`);
    },
  };
}
