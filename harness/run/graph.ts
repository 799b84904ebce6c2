import { explain, HarnessError, messageOf } from '../core/errors.ts';
import type { PhaseRecord } from '../core/model/run.ts';
import { dependenciesOf, type Plan, predecessorsOf } from './define-plan.ts';
import { OwnTime } from './own-time.ts';
import type { RecordParts, Step, StepContext } from './step.ts';
import type { Token, ValueOf, ValuesOf } from './token.ts';

export type GraphEvent =
  | { readonly type: 'started' | 'progress'; readonly id: string; readonly text: string }
  | { readonly type: 'ended'; readonly id: string; readonly record: PhaseRecord };

export interface GraphOptions {
  readonly signal: AbortSignal;
  onEvent(event: GraphEvent): void;
}

/** Thrown by a step if the deployment failed, not the harness; a check record has the details. */
export class SubjectFailure extends Error {
  /** Id of the check that failed. */
  readonly check: string;

  constructor(message: string, check: string) {
    super(message);
    this.check = check;
  }
}

/** How a step ended, with what it added to the run's record. */
export interface Outcome {
  readonly record: PhaseRecord;
  readonly parts: readonly RecordParts[];
  /** The error that ended it, if the harness failed. */
  readonly harnessError?: unknown;
}

export interface GraphResult {
  /** In the order of the plan. */
  readonly outcomes: readonly Outcome[];
  /** @returns what a step provided; undefined if it didn't get that far. */
  value<T extends Token>(token: T): ValueOf<T> | undefined;
}

/**
 * Runs every step as soon as its inputs are available. A failed step blocks those that need what it provides, with the
 * cause; all others continue.
 */
export async function runGraph(plan: Plan, options: GraphOptions): Promise<GraphResult> {
  const values = new Map<string, unknown>(plan.given.map(({ token, value }) => [token.name, value]));
  const running = new Map<string, Promise<Outcome>>();
  const own = new OwnTime();
  const start = (step: Step): Promise<Outcome> => {
    const known = running.get(step.id);
    if (known) return known;
    const before = Promise.all(predecessorsOf(step, plan.steps).map(start));
    const dependencies = new Set(dependenciesOf(step, plan.steps).map(({ id }) => id));
    const outcome = before.then((ended) =>
      settle(
        { step, values, own, options },
        ended.filter(({ record }) => dependencies.has(record.id)),
      ),
    );
    running.set(step.id, outcome);
    return outcome;
  };
  const outcomes = await Promise.all(plan.steps.map(start));
  return { outcomes, value: (token) => values.get(token.name) as never };
}

interface Work {
  readonly step: Step;
  readonly values: Map<string, unknown>;
  readonly own: OwnTime;
  readonly options: GraphOptions;
}

async function settle(work: Work, dependencies: readonly Outcome[]): Promise<Outcome> {
  const { step, options } = work;
  const broken = dependencies.find(({ record }) => record.state !== 'done');
  const outcome = broken
    ? notRun(step, blockedBy(broken.record))
    : options.signal.aborted
      ? notRun(step, { state: 'skipped', reason: messageOf(options.signal.reason) })
      : await perform(work);
  options.onEvent({ type: 'ended', id: step.id, record: outcome.record });
  return outcome;
}

/** The cause is the first step that failed, however many are in between. */
function blockedBy({
  id,
  state,
  blockedBy: root,
  reason,
}: PhaseRecord): Partial<PhaseRecord> & Pick<PhaseRecord, 'state'> {
  if (state === 'skipped') return { state, reason: reason ?? '' };
  return { state: 'blocked', blockedBy: root ?? id, reason: `blocked by ${root ?? id}` };
}

function notRun({ id, title }: Step, how: Partial<PhaseRecord> & Pick<PhaseRecord, 'state'>): Outcome {
  return { record: { id, title, startedAt: new Date().toISOString(), durationMs: 0, ...how }, parts: [] };
}

async function perform({ step, values, own, options }: Work): Promise<Outcome> {
  const { id, title } = step;
  const startedAt = new Date();
  const [notes, parts]: [string[], RecordParts[]] = [[], []];
  const deadline = AbortSignal.timeout(step.timeoutMs);
  const context: StepContext = {
    signal: AbortSignal.any([options.signal, deadline]),
    progress: (text) => options.onEvent({ type: 'progress', id, text }),
    note: (line) => void notes.push(line),
    add: (some) => void parts.push(some),
  };
  const end = (how: Partial<PhaseRecord> & Pick<PhaseRecord, 'state'>): PhaseRecord => ({
    ...{ id, title, startedAt: startedAt.toISOString(), durationMs: Date.now() - startedAt.getTime() },
    ...{ ownMs: own.end(id), notes },
    ...how,
  });
  own.start(id);
  options.onEvent({ type: 'started', id, text: title });
  try {
    const value = await step.run(takenBy(step, values), context);
    if (step.gives) values.set(step.gives.name, value);
    return { record: end({ state: 'done' }), parts };
  } catch (thrown) {
    // If a step is ended from outside, that is the reason, whatever error it throws.
    const error: unknown = options.signal.aborted ? options.signal.reason : thrown;
    if (error instanceof SubjectFailure)
      return { record: end({ state: 'failed', reason: error.message, failedCheck: error.check }), parts };
    const late = deadline.aborted && !options.signal.aborted ? timeoutError(step, error) : error;
    return { record: end({ state: 'failed', reason: explain(late).join('\n') }), parts, harnessError: late };
  }
}

const takenBy = ({ takes }: Step, values: ReadonlyMap<string, unknown>): ValuesOf<Token> =>
  Object.fromEntries(takes.map(({ name }) => [name, values.get(name)]));

function timeoutError({ title, timeoutMs }: Step, cause: unknown): HarnessError {
  return new HarnessError({
    code: 'STEP_TIMEOUT',
    message: `"${title}" did not finish within ${timeoutMs / 1000} s`,
    likely: messageOf(cause),
    cause,
  });
}
