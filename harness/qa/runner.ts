import type { LoadedConfig } from '../core/config/index.ts';
import type { LivePhase } from '../run/actions/checks.ts';
import type { BroughtUp } from '../run/bring-up.ts';
import type { Executed } from '../run/execute.ts';
import type { ChangePlan } from '../run/plan.ts';
import type { RunOptions, Session } from '../run/session.ts';

/** What is run, and what is changed for it. */
export interface RunRequest extends Omit<RunOptions, 'runId'> {
  readonly rounds?: Readonly<Partial<Record<LivePhase, number>>> | undefined;
  readonly change?: ChangePlan | undefined;
}

/** How whoever asks has runs carried out: with what is shown meanwhile, and what is asked before. */
export interface Runner {
  readonly signal: AbortSignal;
  /** The main job. */
  run(request: RunRequest): Promise<Executed>;
  /** Brings an environment up and leaves it up. */
  up(session: Session): Promise<BroughtUp>;
  say(line: string): void;
}

/** What every part of a night starts from. */
export interface Night {
  readonly loaded: LoadedConfig;
  readonly runner: Runner;
}
