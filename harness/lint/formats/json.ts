import type { Severity } from '../../core/model/check.ts';
import type { ParityTable } from '../../core/model/parity.ts';
import { causesOf, type RootCause } from '../causes.ts';
import type { Finding, Remark, RuleJudgement } from '../judgement.ts';
import type { Place } from '../rule.ts';
import type { Stage } from '../stages.ts';
import { countsOf, exitCodeOf, type LintCounts } from '../summary.ts';
import type { UnderstoodSummary } from '../understood.ts';
import type { Format } from './format.ts';

/** A place in a file; line and column from 1. */
interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly object: string;
  readonly field: string;
}

interface JsonFinding extends JsonPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly claims: readonly string[];
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly proof?: string;
  readonly related: readonly (JsonPlace & { readonly message: string })[];
  readonly fingerprint: string;
}

/** A root cause: its first place is the finding itself. */
interface JsonCause extends JsonFinding {
  /** What breaks: the order in which findings are listed. */
  readonly stage: Stage;
  /** Every place, the first one included. */
  readonly places: readonly JsonSaid[];
  /** What more general rules say of the same places. */
  readonly also: readonly (JsonSaid & { readonly rule: string })[];
}

interface JsonSaid extends JsonPlace {
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly fingerprint: string;
}

interface JsonRemark extends Partial<JsonPlace> {
  readonly rule: string;
  readonly message: string;
}

/** Output of `lint --format json`, described in docs/lint.md. Fields may be added, but none changes its meaning. */
export interface LintJson {
  readonly schema: 'dify-e2e/lint/3';
  readonly version: string;
  readonly manifests: string;
  readonly compose?: string;
  readonly objects: number;
  readonly understood: UnderstoodSummary;
  /** What lies beside the manifests and was not read. */
  readonly beside: readonly { readonly file: string; readonly message: string }[];
  readonly counts: LintCounts;
  readonly exitCode: number;
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly claims: readonly string[];
    readonly state: RuleJudgement['state'];
  }[];
  readonly findings: readonly JsonCause[];
  readonly excepted: readonly (JsonFinding & {
    readonly exception: { readonly reason: string; readonly owner: string; readonly expires: string };
  })[];
  readonly remarks: readonly JsonRemark[];
  readonly notEvaluated: readonly JsonRemark[];
  readonly parity?: ParityTable;
}

/** Everything that was found, in a machine-readable form. */
export const json: Format = ({ set, composeFile, judgement, parity, understood }, { version }) => {
  const counts = countsOf(judgement);
  const of = <T>(pick: (rule: RuleJudgement) => readonly T[]) => judgement.rules.flatMap(pick);
  const report: LintJson = {
    schema: 'dify-e2e/lint/3',
    version,
    manifests: set.root,
    ...(composeFile === undefined ? {} : { compose: composeFile }),
    objects: set.objects.length,
    understood,
    beside: set.beside ?? [],
    counts,
    exitCode: exitCodeOf(counts),
    rules: judgement.rules.map(({ rule: { id, title, severity, claims }, state }) => ({
      ...{ id, title, severity, claims, state },
    })),
    findings: causesOf(judgement.findings).map(causeJson),
    excepted: of(({ excepted }) => excepted).map(({ finding, exception: { reason, owner, expires } }) => ({
      ...findingJson(finding),
      exception: { reason, owner, expires },
    })),
    remarks: of(({ remarks }) => remarks).map(remarkJson),
    notEvaluated: of(({ notEvaluated }) => notEvaluated).map(remarkJson),
    ...(parity ? { parity } : {}),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

function causeJson({ lead, severity, stage, places, also, fingerprint }: RootCause): JsonCause {
  return {
    ...findingJson(lead),
    ...{ severity, stage, fingerprint },
    places: places.map(saidJson),
    also: also.map((one) => ({ rule: one.rule.id, ...saidJson(one) })),
  };
}

const saidJson = ({ at, severity, message, remedy, fingerprint }: Finding): JsonSaid => ({
  ...placeJson(at),
  ...{ severity, message, remedy, fingerprint },
});

function findingJson(finding: Finding): JsonFinding {
  const { rule, severity, at, message, cause, remedy, proof, related, fingerprint } = finding;
  return {
    rule: rule.id,
    severity,
    claims: rule.claims,
    ...placeJson(at),
    ...{ message, cause, remedy, ...(proof === undefined ? {} : { proof }) },
    related: related.map((other) => ({ ...placeJson(other.at), message: other.message })),
    fingerprint,
  };
}

const remarkJson = ({ rule, at, message }: Remark): JsonRemark => ({
  rule: rule.id,
  message,
  ...(at ? placeJson(at) : {}),
});

const placeJson = ({ file, position, object, field }: Place): JsonPlace => ({ file, ...position, object, field });
