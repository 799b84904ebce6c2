import type { CheckRecord } from '../core/model/check.ts';
import type { ParityTable } from '../core/model/parity.ts';
import type { LedgerEntry, Waiver } from '../core/model/run.ts';
import type { Token, ValueOf, ValuesOf } from './token.ts';

/** A check's record before it is known which doubles and stand-ins it ran against. */
export type RawCheckRecord = Omit<CheckRecord, 'leanedOn'>;

/** What a step adds to the run's record, kept even if the step fails afterwards. */
export interface RecordParts {
  readonly checks?: readonly RawCheckRecord[];
  readonly ledger?: readonly LedgerEntry[];
  readonly waivers?: readonly Waiver[];
  readonly parity?: ParityTable | undefined;
}

/** What a step can use while it runs. */
export interface StepContext {
  readonly signal: AbortSignal;
  /** Replaces the progress line. */
  progress(text: string): void;
  /** Stays in the report. */
  note(line: string): void;
  /** Adds to the run's record. */
  add(parts: RecordParts): void;
}

/**
 * One step of a plan. It starts as soon as all its inputs are provided and all steps that it comes after have ended; there is
 * no other order.
 */
export interface Step<Takes extends Token = Token, Gives extends Token = Token> {
  readonly id: string;
  readonly title: string;
  /** Its inputs: it is blocked if a step that provides one of them fails. */
  readonly takes: readonly Takes[];
  /** What it provides to other steps. */
  readonly gives?: Gives;
  /** Ids of steps that must have ended first, successfully or not, if they are in the plan. */
  readonly after?: readonly string[];
  readonly timeoutMs: number;
  run(taken: ValuesOf<Takes>, step: StepContext): Promise<ValueOf<Gives>>;
}

interface StepDefinition<Takes extends readonly Token[], Gives extends Token> extends Step<Takes[number], Gives> {
  readonly takes: Takes;
}

/** Declares a step; the types of its inputs and outputs are inferred from its tokens. */
export function defineStep<const Takes extends readonly Token[], Gives extends Token = never>(
  step: StepDefinition<Takes, Gives>,
): Step<Takes[number], Gives> {
  return step;
}
