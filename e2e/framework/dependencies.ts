import { pending, ready, type WaitStrategy } from '../../harness/index.ts';
import { isPlanned, stateOf } from './results.ts';

/** Dependencies have timeouts of their own; this one only ends a run that hangs. */
export const DEPENDENCIES_MS = 600_000;

/**
 * Ready when every dependency that runs in this invocation has ended. Checks run in parallel and start in the order of `arrange`,
 * dependencies first: each one is already running or waits for one that is, so no worker waits forever.
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
