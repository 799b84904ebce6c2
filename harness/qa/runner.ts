import type { LoadedConfig } from '../core/config/index.ts';
import type { LivePhase } from '../run/actions/checks.ts';
import type { BroughtUp } from '../run/bring-up.ts';
import type { Executed } from '../run/execute.ts';
import type { ChangePlan } from '../run/plan.ts';
import type { RunOptions, Session } from '../run/session.ts';

/** What to run, and how to change it. */
export interface RunRequest extends Omit<RunOptions, 'runId'> {
  readonly rounds?: Readonly<Partial<Record<LivePhase, number>>> | undefined;
  readonly change?: ChangePlan | undefined;
}

/** Executes runs, including progress output and prompts. */
export interface Runner {
  readonly signal: AbortSignal;
  /** A full run. */
  run(request: RunRequest): Promise<Executed>;
  /** Brings up an environment and leaves it up. */
  up(session: Session): Promise<BroughtUp>;
  say(line: string): void;
}

/** What every part of the nightly run uses. */
export interface Night {
  readonly loaded: LoadedConfig;
  readonly runner: Runner;
}
