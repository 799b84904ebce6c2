import type { ImageSourceName } from '../config/image-sources.ts';
import type { CheckRecord } from './check.ts';
import type { ParityTable } from './parity.ts';
import type { ResourceTable } from './resources.ts';
import type { SinceLastGo } from './since-last-go.ts';

export type Scope = 'rehearsal' | 'release';
export type Verdict = 'GO' | 'NO-GO' | 'ERROR' | 'INCONCLUSIVE' | 'CONDITIONAL';

/** Exit codes of the command line. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = {
  GO: 0,
  'NO-GO': 1,
  ERROR: 2,
  INCONCLUSIVE: 3,
  CONDITIONAL: 4,
};
export const EXIT_USAGE = 64;
export const EXIT_INTERRUPTED = 130;

/** A step of the plan: image build, cluster, deploy, a test phase. */
export interface PhaseRecord {
  readonly id: string;
  readonly title: string;
  readonly state: 'done' | 'failed' | 'blocked' | 'skipped';
  readonly startedAt: string;
  readonly durationMs: number;
  /** CPU time that the harness process used during it, in ms. */
  readonly ownMs?: number;
  readonly reason?: string;
  /** If blocked: id of the step that failed. */
  readonly blockedBy?: string;
  /** The failed check that ended it, if the deployment and not the harness is at fault. */
  readonly failedCheck?: string;
  readonly notes?: readonly string[];
}

/** Something that replaces a part of production, or a store that the set brings itself. */
export interface LedgerEntry {
  /** As in a check's `needs`: `postgres`, `dify-api`. */
  readonly part: string;
  readonly kind: 'double' | 'stand-in' | 'substitute' | 'own';
  /** What production has: `langgenius/dify-api:1.11.4`. */
  readonly real: string;
  /** What the run used, with version and digest if known. */
  readonly used: string;
  readonly source: ImageSourceName | 'harness';
  readonly differences: readonly string[];
}

export interface Claim {
  readonly id: string;
  /** Section of the deployment description, e.g. `10.7`. */
  readonly section: string;
  readonly text: string;
  readonly state: 'ticked' | 'open' | 'added' | 'decided';
  readonly how: 'static' | 'live' | 'both';
}

export interface Waiver {
  readonly check: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date; the last day on which the waiver is valid. */
  readonly expires: string;
}

/** An image that the deployment ran, and what pins it. */
export interface DeployedImage {
  /** As in the manifests. */
  readonly ref: string;
  readonly source: ImageSourceName;
  /** Set for a contract double: the image that `ref` names was not used. */
  readonly double?: boolean;
  /** The registry's digest, the digest of the recipe it was built from, or the image's id. */
  readonly digest: string;
}

/** What was verified and with what; shown at the top of the report. */
export interface Subject {
  readonly manifests: string;
  /** sha256 over the manifest files. */
  readonly manifestsDigest: string;
  /** Id and description of the variant of the set; absent for the unchanged set. */
  readonly variant?: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly difyVersion: string;
  readonly kubernetes?: string;
  readonly cluster: string;
  readonly tools: Readonly<Record<string, string>>;
  readonly git?: string;
  /** Absent if nothing was deployed. */
  readonly images?: readonly DeployedImage[];
  readonly config?: { readonly file: string; readonly digest: string };
  /** Who started the run: the account of the CI system, else that of the machine. */
  readonly startedBy?: string;
}

/** Whether a run tests the real images, and why. */
export interface ScopeDecision {
  readonly scope: Scope;
  /** For people: `scope: release in the config`. */
  readonly reason: string;
}

/** Everything that a report is made of: `signoff.json`. */
export interface RunRecord {
  readonly schema: 'dify-e2e/signoff/2';
  readonly runId: string;
  readonly harnessVersion: string;
  readonly scope: Scope;
  /** Why it has this scope; absent in records of versions that did not choose. */
  readonly scopeReason?: string;
  /** `quick` shortens traffic and load; every check still runs. */
  readonly profile: 'full' | 'quick';
  readonly startedAt: string;
  readonly durationMs: number;
  readonly subject: Subject;
  readonly phases: readonly PhaseRecord[];
  readonly ledger: readonly LedgerEntry[];
  readonly claims: readonly Claim[];
  readonly checks: readonly CheckRecord[];
  /** Ids of all checks that were declared: each must have exactly one record, and no other may have one. Absent in older records. */
  readonly declared?: readonly string[];
  readonly waivers: readonly Waiver[];
  /** Compose compared with Kubernetes, variable by variable; absent without a Compose deployment. */
  readonly parity?: ParityTable;
  /** What the containers used at rest and under load; absent if the load did not run. */
  readonly resources?: ResourceTable;
  /** Compared with the last GO that was in the reports' directory when this run ended; absent if there was none. */
  readonly sinceLastGo?: SinceLastGo;
  /** Errors of the harness itself, one line each; if not empty, the verdict is `ERROR`. */
  readonly harnessErrors: readonly string[];
  readonly verdict: VerdictRecord;
}

/** Which rule decided; the localized sentence comes from the message catalogue. */
export type RuleId =
  | 'harness-broken'
  | 'double-in-release'
  | 'records-differ'
  | 'mandatory-not-passed'
  | 'phase-failed'
  | 'mandatory-unknown'
  | 'phase-not-run'
  | 'nothing-verified'
  | 'recommended-not-passed'
  | 'waived'
  | 'all-passed';

/** One root cause of a verdict. */
export interface Cause {
  /** Id of the check; if no check is the cause, id of the phase, or `harness`. */
  readonly check: string;
  readonly kind: 'check' | 'phase' | 'harness';
  readonly claims: readonly string[];
  readonly reason: string;
  /** Checks that it blocked. */
  readonly blocks: readonly string[];
}

export interface VerdictRecord {
  readonly verdict: Verdict;
  readonly scope: Scope;
  readonly ruleId: RuleId;
  /** The rule that decided, in words. */
  readonly rule: string;
  /** What to look at first: root causes, most fundamental first. */
  readonly because: readonly Cause[];
}
