import type { StandInName } from '../../core/config/index.ts';
import { pauseContainer } from '../engine/index.ts';
import { standInContainer } from '../stand-ins/host.ts';

/**
 * Freezes a stand-in of a run: its port still takes connections, and nothing answers. That is harder on clients than a refusal.
 * Disposing of the result lets it go on.
 * @throws HarnessError of the command when the run has no such stand-in.
 */
export function pauseStandIn(runId: string, name: StandInName): Promise<AsyncDisposable> {
  return pauseContainer(standInContainer(runId, name));
}
