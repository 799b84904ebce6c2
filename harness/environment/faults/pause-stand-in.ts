import type { StandInName } from '../../core/config/index.ts';
import { pauseContainer } from '../engine/index.ts';
import { standInContainer } from '../stand-ins/names.ts';

/**
 * Freezes a stand-in of a run: its port still accepts connections, but nothing responds, which is harder on clients than a refusal.
 * Disposing of the result resumes it.
 * @throws HarnessError of the command if the run has no such stand-in.
 */
export function pauseStandIn(runId: string, name: StandInName): Promise<AsyncDisposable> {
  return pauseContainer(standInContainer(runId, name));
}
