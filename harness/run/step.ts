import type { CheckRecord } from '../core/model/check.ts';
import type { ParityTable } from '../core/model/parity.ts';
import type { LedgerEntry, Waiver } from '../core/model/run.ts';
import type { Token, ValueOf, ValuesOf } from './token.ts';

/** A check's record before it is known which doubles and stand-ins the run had, and so which of them the check ran against. */
export type RawCheckRecord = Omit<CheckRecord, 'leanedOn'>;

/** What a step adds to the run's record. It is kept when the step fails afterwards. */
export interface RecordParts {
  readonly checks?: readonly RawCheckRecord[];
  readonly ledger?: readonly LedgerEntry[];
  readonly waivers?: readonly Waiver[];
  readonly parity?: ParityTable | undefined;
}

/** What a step is handed while it runs. */
export interface StepContext {
  readonly signal: AbortSignal;
  /** Replaces the line that shows what is going on. */
  progress(text: string): void;
  /** Stays in the report. */
  note(line: string): void;
  /** Adds to the run's record. */
  add(parts: RecordParts): void;
}

/**
 * One step of a plan. It starts when all that it takes has been given and all that it comes after has ended; there is no
 * other order.
 */
export interface Step<Takes extends Token = Token, Gives extends Token = Token> {
  readonly id: string;
  readonly title: string;
  /** Without these it can't run: it is blocked when a step that gives one of them fails. */
  readonly takes: readonly Takes[];
  /** What it makes for other steps. */
  readonly gives?: Gives;
  /** Ids of steps that must have ended first, well or not, where the plan has them. */
  readonly after?: readonly string[];
  readonly timeoutMs: number;
  run(taken: ValuesOf<Takes>, step: StepContext): Promise<ValueOf<Gives>>;
}

interface StepDefinition<Takes extends readonly Token[], Gives extends Token> extends Step<Takes[number], Gives> {
  readonly takes: Takes;
}

/** Declares a step; the types of what it takes and gives are inferred from its tokens. */
export function defineStep<const Takes extends readonly Token[], Gives extends Token = never>(
  step: StepDefinition<Takes, Gives>,
): Step<Takes[number], Gives> {
  return step;
}
