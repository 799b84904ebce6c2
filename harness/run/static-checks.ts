import type { CheckDeclaration, CheckRecord, Result } from '../core/model/check.ts';
import type { Waiver } from '../core/model/run.ts';
import { RULES } from '../lint/catalogue.ts';
import { worstOf } from '../lint/judge.ts';
import type { Finding, Judgement, Remark, RuleJudgement } from '../lint/judgement.ts';
import { addressOf, type Rule } from '../lint/rule.ts';

const checkIdOf = ({ id }: Rule): string => `lint-${id}`;

/** One check per rule; a run has no target to upgrade to. */
export const staticDeclarations: readonly CheckDeclaration[] = RULES.filter(({ needs }) => needs !== 'target').map(
  declarationOf,
);

function declarationOf(rule: Rule): CheckDeclaration {
  const { title, claims, severity, remediation } = rule;
  return {
    ...{ title, claims, severity, remediation },
    id: checkIdOf(rule),
    phase: 'static',
    effect: 'observe',
    needs: [],
  };
}

/**
 * @param durationMs of all rules together.
 * @returns a record for each rule. A finding with an exception still fails its check: see {@link staticWaivers}.
 */
export function staticRecords(judgement: Judgement, startedAt: string, durationMs: number): CheckRecord[] {
  const each = Math.round(durationMs / Math.max(judgement.rules.length, 1));
  return judgement.rules.map((judged) => recordOf(judged, startedAt, each));
}

/** @returns for each rule whose findings are all accepted, its exceptions as waivers of its check. */
export function staticWaivers({ rules }: Judgement): Waiver[] {
  return rules.flatMap(({ rule, findings, excepted }) => {
    if (findings.length > 0) return [];
    const used = [...new Set(excepted.map(({ exception }) => exception))];
    return used.map(({ object, reason, owner, expires }) => ({
      check: checkIdOf(rule),
      reason: `${object}: ${reason}`,
      ...{ owner, expires },
    }));
  });
}

function recordOf(judged: RuleJudgement, startedAt: string, durationMs: number): CheckRecord {
  const declaration = declarationOf(judged.rule);
  const findings = refutations(judged);
  const [first] = findings;
  return {
    ...declaration,
    ...(first ? { severity: worstOf(findings), remediation: `${first.remedy}. ${declaration.remediation}` } : {}),
    result: resultOf(judged, findings),
    ...{ startedAt, durationMs, measurements: [], evidence: [], leanedOn: [] },
    notes: notesOf(judged, findings),
  };
}

/** The findings that count, or if there are none, the accepted ones. */
function refutations({ findings, excepted }: RuleJudgement): readonly Finding[] {
  return findings.length > 0 ? findings : excepted.map(({ finding }) => finding);
}

function resultOf({ notEvaluated, notApplicable }: RuleJudgement, findings: readonly Finding[]): Result {
  const [first] = findings;
  if (first) return { state: 'failed', reason: textOf(first), details: findings.map(textOf) };
  if (notEvaluated.length === 0) return { state: 'passed' };
  const reason = [...new Set(notEvaluated.map(remarkText))].join('; ');
  return { state: 'skipped', reason, ...(notApplicable ? { notApplicable } : {}) };
}

function notesOf({ remarks, notEvaluated, excepted }: RuleJudgement, findings: readonly Finding[]): string[] {
  return [
    ...findings.flatMap(({ proof }) => (proof ? [`proof: ${proof}`] : [])),
    ...findings.flatMap(({ related }) => related.map(({ at, message }) => `${addressOf(at)}: ${message}`)),
    ...excepted.map(({ finding, exception }) => `accepted until ${exception.expires}: ${textOf(finding)}`),
    ...remarks.map(remarkText),
    ...(findings.length > 0 ? notEvaluated.map((one) => `not evaluated: ${remarkText(one)}`) : []),
  ];
}

const textOf = ({ at, message, cause }: Finding): string => `${addressOf(at)}: ${at.object}: ${message} (${cause})`;

const remarkText = ({ at, message }: Remark): string => (at ? `${addressOf(at)}: ${at.object}: ${message}` : message);
