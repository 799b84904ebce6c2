import type { Session } from './session.ts';

/** What every step of a run can use from the start. */
export interface RunContext {
  readonly session: Session;
  /** Aborts when the run is interrupted; outlives every step. */
  readonly signal: AbortSignal;
  /** Progress of builds that don't belong to a single step. */
  report(line: string): void;
}
