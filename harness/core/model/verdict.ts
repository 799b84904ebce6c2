import { causesOf } from './causes.ts';
import { type Findings, sortOut, type VerdictInput } from './findings.ts';
import type { Cause, RuleId, Verdict, VerdictRecord } from './run.ts';

interface Rule {
  readonly id: RuleId;
  readonly verdict: Verdict;
  readonly text: string;
  fits(findings: Findings): boolean;
}

/** The first rule that fits decides. */
export const RULES: readonly Rule[] = [
  {
    id: 'harness-broken',
    verdict: 'ERROR',
    text: 'The harness itself failed.',
    fits: (f) => f.harnessErrors.length > 0,
  },
  {
    id: 'double-in-release',
    verdict: 'ERROR',
    text: 'A release run must not contain contract doubles, but this one does.',
    fits: (f) => f.doublesInRelease.length > 0,
  },
  {
    id: 'records-differ',
    verdict: 'ERROR',
    text: 'The records are not those of the declared checks.',
    fits: (f) => f.recordsDiffer.length > 0,
  },
  {
    id: 'mandatory-not-passed',
    verdict: 'NO-GO',
    text: 'A mandatory check failed, was flaky or was blocked.',
    fits: (f) => f.broken.length > 0,
  },
  {
    id: 'phase-failed',
    verdict: 'NO-GO',
    text: 'A step of the run failed.',
    fits: (f) => f.failedPhases.length > 0,
  },
  {
    id: 'mandatory-unknown',
    verdict: 'INCONCLUSIVE',
    text: 'A mandatory check was skipped or inconclusive.',
    fits: (f) => f.unknown.length > 0,
  },
  {
    id: 'phase-not-run',
    verdict: 'INCONCLUSIVE',
    text: 'A step of the run was skipped or blocked.',
    fits: (f) => f.phasesNotRun.length > 0,
  },
  {
    id: 'nothing-verified',
    verdict: 'INCONCLUSIVE',
    text: 'No mandatory check passed, so nothing was verified.',
    fits: (f) => f.mandatoryPassed === 0,
  },
  {
    id: 'recommended-not-passed',
    verdict: 'CONDITIONAL',
    text: 'A recommended check did not pass.',
    fits: (f) => f.recommended.length > 0,
  },
  { id: 'waived', verdict: 'CONDITIONAL', text: 'A waiver was used.', fits: (f) => f.waived.length > 0 },
  { id: 'all-passed', verdict: 'GO', text: 'All mandatory and recommended checks passed.', fits: () => true },
];

/** @returns the verdict for the records, with its root causes. Deterministic. */
export function deriveVerdict(run: VerdictInput): VerdictRecord {
  const findings = sortOut(run);
  const rule = RULES.find((candidate) => candidate.fits(findings));
  if (!rule) throw new Error('unreachable: the last rule always matches');
  const because = causesFor(rule.verdict, findings, run);
  return { verdict: rule.verdict, scope: run.scope, ruleId: rule.id, rule: rule.text, because };
}

function causesFor(verdict: Verdict, findings: Findings, run: VerdictInput): Cause[] {
  const broken = () => causesOf(findings.broken, findings.failedPhases, run);
  if (verdict === 'ERROR') return withBlocked(harnessCauses(findings), broken());
  if (verdict === 'NO-GO') return broken();
  if (verdict === 'INCONCLUSIVE') return causesOf(findings.unknown, findings.phasesNotRun, run);
  return verdict === 'CONDITIONAL' ? causesOf([...findings.recommended, ...findings.waived], [], run) : [];
}

function harnessCauses({ harnessErrors, doublesInRelease, recordsDiffer }: Findings): Cause[] {
  const lines = [
    ...harnessErrors,
    ...doublesInRelease.map((part) => `${part} is a contract double, which a release run does not allow`),
    ...recordsDiffer.map((line) => `check ${line}`),
  ];
  return lines.map((reason) => ({ check: 'harness', kind: 'harness', claims: [], reason, blocks: [] }));
}

/** A step that failed with a harness error is the same cause as that error: list once, and let the error block what the step blocked. */
function withBlocked(errors: readonly Cause[], others: readonly Cause[]): Cause[] {
  const sameAs = ({ kind, reason }: Cause) =>
    kind === 'phase' ? errors.find((error) => error.reason === reason) : undefined;
  const ended = others.filter(sameAs);
  return [
    ...errors.map((error) => ({
      ...error,
      blocks: ended.filter((other) => sameAs(other) === error).flatMap(({ blocks }) => blocks),
    })),
    ...others.filter((other) => !ended.includes(other)),
  ];
}
