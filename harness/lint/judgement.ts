import type { Severity } from '../core/model/check.ts';
import type { Exception } from './facts/exceptions/exceptions.ts';
import type { Place } from './outcome.ts';
import type { Rule } from './rule.ts';

/** A fault of the set, found in the files alone. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Place;
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly related: readonly { readonly at: Place; readonly message: string }[];
  readonly proof: string | undefined;
  /** Hex; the same as long as rule, object and field are, whatever moves in the file. */
  readonly fingerprint: string;
}

export interface Remark {
  readonly rule: Rule;
  readonly message: string;
  readonly at: Place | undefined;
}

/** A finding that an exception covers. */
export interface UsedException {
  readonly finding: Finding;
  readonly exception: Exception;
}

/** What one rule said. */
export interface RuleJudgement {
  readonly rule: Rule;
  /** `not-evaluated`: something that it needs is not configured, or a value is not known before the deployment. */
  readonly state: 'passed' | 'failed' | 'not-evaluated';
  /** The set does not have what the rule is about. */
  readonly notApplicable: boolean;
  /** Findings that count: those without an exception. */
  readonly findings: readonly Finding[];
  readonly excepted: readonly UsedException[];
  readonly remarks: readonly Remark[];
  /** Why it could not be evaluated, or not wholly. */
  readonly notEvaluated: readonly Remark[];
}

/** What all rules said of a set; the order is that of the catalogue. */
export interface Judgement {
  readonly rules: readonly RuleJudgement[];
  /** All findings that count, by file and line. */
  readonly findings: readonly Finding[];
}
