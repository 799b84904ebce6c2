import type { Session } from './session.ts';

/** What every step of a run may rely on from the start. */
export interface RunContext {
  readonly session: Session;
  /** Aborts when the run is interrupted; outlives every step. */
  readonly signal: AbortSignal;
  /** Where builds that no single step owns tell how far they are. */
  report(line: string): void;
}
