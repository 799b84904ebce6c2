import type { Requirement } from '../config/index.ts';
import type { DeclaredFault, NoFault } from './fault.ts';

/** How a check that did not pass affects the verdict. */
export type Severity = 'mandatory' | 'recommended' | 'informational';

/** What a check does to its target; on an existing cluster everything except `observe` needs an opt-in. */
export type Effect = 'observe' | 'write-own' | 'load' | 'disrupt';

export type Phase = 'static' | 'foundation' | 'smoke' | 'failover' | 'load' | 'invariants';

/** Phases in the order in which they run. */
export const PHASES: readonly Phase[] = ['static', 'foundation', 'smoke', 'failover', 'load', 'invariants'];

/** The single declaration of a check; catalogue, plan, docs and report are made from it. */
export interface CheckDeclaration {
  /** Stable, kebab-case: `login-first-setup`. */
  readonly id: string;
  /** A plain sentence that is true when the check passes. */
  readonly title: string;
  readonly phase: Phase;
  /** Ids of the claims that it helps prove: `NET-2`. */
  readonly claims: readonly string[];
  readonly severity: Severity;
  readonly effect: Effect;
  /** Ids of checks that must pass first; otherwise this one is `blocked`. */
  readonly dependsOn?: readonly string[];
  /** Set for slow checks: they and their dependencies start early. */
  readonly expectedSeconds?: number;
  /** Parts that must be real for the claim to be proven: `dify-api`, `ingress-controller`, `postgres`. */
  readonly needs: readonly string[];
  /** What the set must have for the check to apply; default: the parts among `needs`. Otherwise it is skipped, and so is its claim. */
  readonly requires?: readonly Requirement[];
  /** What to do when it fails: one or two sentences with the command to run. */
  readonly remediation: string;
  /** Each fault on its own makes this check fail, and no others except its dependents: `self-test` proves it. */
  readonly faults?: readonly DeclaredFault[] | NoFault;
}

export type Result =
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly reason: string; readonly details?: readonly string[] }
  | { readonly state: 'flaky'; readonly reason: string }
  /** `notApplicable`: the set does not have what it is about, so the verdict and its claims do without it. */
  | { readonly state: 'skipped'; readonly reason: string; readonly notApplicable?: true }
  | { readonly state: 'blocked'; readonly by: string; readonly reason: string }
  /** `whose`: who caused it, if it was an error of the harness or the machine. */
  | { readonly state: 'inconclusive'; readonly reason: string; readonly whose?: 'harness' | 'machine' };

export type ResultState = Result['state'];

/** @returns whether the check is about something that the set does not have. */
export const isNotApplicable = ({ result }: { readonly result: Result }): boolean =>
  result.state === 'skipped' && result.notApplicable === true;

export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** `ms`, `requests`, `1/s`, `ratio`, `MiB`. */
  readonly unit: string;
  readonly limit?: number;
}

export interface Artifact {
  readonly name: string;
  /** Relative to the report's folder. */
  readonly path: string;
  readonly contentType: string;
}

/** A check's result, or why it was not run. */
export interface CheckRecord extends Omit<CheckDeclaration, 'faults' | 'expectedSeconds'> {
  readonly result: Result;
  readonly durationMs: number;
  readonly startedAt: string;
  readonly measurements: readonly Measurement[];
  readonly evidence: readonly Artifact[];
  /** Stand-ins and doubles among `needs`. Not empty = the result proves nothing about the real part. */
  readonly leanedOn: readonly string[];
  /** What the check observed, in plain words. */
  readonly notes: readonly string[];
}
