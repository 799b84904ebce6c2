import { explain, HarnessError, messageOf } from '../core/errors.ts';
import type { PhaseRecord } from '../core/model/run.ts';
import { OwnTime } from './own-time.ts';

/** What an action is handed while it runs. */
export interface Step {
  readonly signal: AbortSignal;
  /** Replaces the line that shows what is going on. */
  progress(text: string): void;
  /** Stays in the report. */
  note(line: string): void;
}

/** One step of the plan. The plan is a list of these; order comes from `dependsOn` alone. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly dependsOn: readonly string[];
  /** Steps that must have ended first, well or not. */
  readonly after?: readonly string[];
  readonly timeoutMs: number;
  run(step: Step): Promise<void>;
}

export type GraphEvent =
  | { readonly type: 'started' | 'progress'; readonly id: string; readonly text: string }
  | { readonly type: 'ended'; readonly id: string; readonly record: PhaseRecord };

export interface GraphOptions {
  readonly signal: AbortSignal;
  onEvent(event: GraphEvent): void;
}

/** Thrown by an action whose failure is the verified deployment's, not the harness's; a check record says the rest. */
export class SubjectFailure extends Error {
  /** Id of the check that failed. */
  readonly check: string;

  constructor(message: string, check: string) {
    super(message);
    this.check = check;
  }
}

/** An action's end, with the error that ended it when it was the harness's own. */
export interface Outcome {
  readonly record: PhaseRecord;
  readonly harnessError?: unknown;
}

/**
 * Runs every action as soon as what it depends on is done. A failed action blocks those that depend on it,
 * with the cause; all others go on.
 */
export async function runGraph(actions: readonly Action[], options: GraphOptions): Promise<readonly Outcome[]> {
  const running = new Map<string, Promise<Outcome>>();
  const own = new OwnTime();
  const start = (action: Action): Promise<Outcome> => {
    const known = running.get(action.id);
    if (known) return known;
    const dependencies = action.dependsOn.map((id) => start(find(actions, id)));
    const earlier = (action.after ?? []).map((id) => start(find(actions, id)));
    const outcome = Promise.all([Promise.all(dependencies), Promise.all(earlier)]).then(([ended]) =>
      settle(action, ended, options, own),
    );
    running.set(action.id, outcome);
    return outcome;
  };
  return Promise.all(actions.map(start));
}

function find(actions: readonly Action[], id: string): Action {
  const action = actions.find((candidate) => candidate.id === id);
  if (!action) throw new Error(`the plan has no action "${id}"`);
  return action;
}

async function settle(
  action: Action,
  dependencies: readonly Outcome[],
  options: GraphOptions,
  own: OwnTime,
): Promise<Outcome> {
  const broken = dependencies.find(({ record }) => record.state !== 'done');
  const outcome = broken ? blocked(action, broken.record) : await perform(action, options, own);
  options.onEvent({ type: 'ended', id: action.id, record: outcome.record });
  return outcome;
}

function blocked(action: Action, cause: PhaseRecord): Outcome {
  const root = cause.state === 'blocked' ? cause.reason : `blocked by ${cause.id}`;
  const { id, title } = action;
  return {
    record: { id, title, state: 'blocked', startedAt: new Date().toISOString(), durationMs: 0, reason: root ?? '' },
  };
}

async function perform(action: Action, options: GraphOptions, own: OwnTime): Promise<Outcome> {
  const startedAt = new Date();
  const notes: string[] = [];
  const { id, title } = action;
  const deadline = AbortSignal.timeout(action.timeoutMs);
  const step: Step = {
    signal: AbortSignal.any([options.signal, deadline]),
    progress: (text) => options.onEvent({ type: 'progress', id, text }),
    note: (line) => void notes.push(line),
  };
  const record = (state: PhaseRecord['state'], reason?: string): PhaseRecord => ({
    id,
    title,
    state,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ownMs: own.end(id),
    notes,
    ...(reason === undefined ? {} : { reason }),
  });
  own.start(id);
  options.onEvent({ type: 'started', id, text: title });
  try {
    await action.run(step);
    return { record: record('done') };
  } catch (error) {
    if (error instanceof SubjectFailure)
      return { record: { ...record('failed', error.message), failedCheck: error.check } };
    const late = deadline.aborted && !options.signal.aborted ? timeoutError(action, error) : error;
    return { record: record('failed', explain(late).join('\n')), harnessError: late };
  }
}

function timeoutError(action: Action, cause: unknown): HarnessError {
  return new HarnessError({
    code: 'STEP_TIMEOUT',
    message: `"${action.title}" did not end within ${action.timeoutMs / 1000} s`,
    likely: messageOf(cause),
    cause,
  });
}
