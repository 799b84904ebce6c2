import type { Severity } from '../core/model/check.ts';
import type { ClaimId } from '../core/model/claims.ts';
import type { LintInput } from './facts/input/input.ts';
import type { Need } from './needs.ts';
import type { Outcome } from './outcome.ts';

export { addressOf, existing, findingIn, type Outcome, type Place, placeIn } from './outcome.ts';

/** What is known besides the set when a rule is applied. */
export interface Course {
  /** ISO day of the run, `2026-01-31`. */
  readonly today: string;
  /** Ids of all rules that there are, also of those that are not applied this time. */
  readonly known: readonly string[];
  /** What the rules before this one said, by id. */
  readonly said: ReadonlyMap<string, readonly Outcome[]>;
}

/** A rule, whole: the catalogue, `plan`, docs/rules.md and the report are made from it. */
export interface Rule {
  /** Stable, kebab-case, the name of its file: `secret-key-missing`. */
  readonly id: string;
  /** Claims of the seed that a finding refutes, the most telling first. */
  readonly claims: readonly [ClaimId, ...ClaimId[]];
  readonly severity: Severity;
  /** Its severity where no config promises what it asks for: what a sound deployment should have, but runs without. */
  readonly unpromised?: Severity;
  /** A sentence that is true when there is no finding. */
  readonly title: string;
  /** What goes wrong without it, and how one would notice. */
  readonly rationale: string;
  /** What to do, one or two sentences. */
  readonly remediation: string;
  /** Where the fact is from: a section of the deployment description, a Dify file, a Kubernetes document. */
  readonly source: string;
  /**
   * Which of its findings have one root cause: those of an object, or those of the whole set; absent = those that say the
   * same.
   */
  readonly together?: 'object' | 'set';
  /** What there must be for the rule to say anything; the first that is lacking is the reason why it can't be evaluated. */
  readonly needs?: Need | readonly Need[];
  readonly find: (input: LintInput, course: Course) => Iterable<Outcome>;
}
