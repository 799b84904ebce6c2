import { createHash } from 'node:crypto';
import type { Severity } from '../core/model/check.ts';
import { judgeExceptions } from './exceptions.ts';
import { type Hidden, hiddenIn } from './facts/environment/hidden.ts';
import type { LintInput } from './facts/input/input.ts';
import type { Finding, Judgement, Remark } from './judgement.ts';
import { unmet } from './needs.ts';
import type { Course, Outcome, Place, Rule } from './rule.ts';

/**
 * Applies rules to a set.
 * @param today ISO day that the expiry of exceptions is compared with.
 * @param known all existing rules, if only some are applied: exceptions may name any of them.
 */
export function judge(
  input: LintInput,
  rules: readonly Rule[],
  today: string,
  known: readonly Rule[] = rules,
): Judgement {
  const asked = rules.filter(({ needs }) => needs !== 'target' || input.target !== undefined);
  const said = withoutSecrets(applyAll(input, asked, { today, known: known.map(({ id }) => id) }), hiddenIn(input));
  const findings = withFingerprints(
    said.flatMap(({ rule, outcomes }) => outcomes.flatMap((o) => toFinding(rule, o, weightOf(rule, input)))),
  );
  const { counted, excepted } = judgeExceptions(findings, input.expected.lint.exceptions, today);
  return {
    findings: counted.toSorted(byPlace),
    rules: said.map(({ rule, outcomes, notApplicable }) => {
      const mine = counted.filter((finding) => finding.rule === rule);
      const notEvaluated = remarksOf(rule, outcomes, 'not-evaluated');
      return {
        rule,
        state: mine.length > 0 ? 'failed' : notEvaluated.length > 0 ? 'not-evaluated' : 'passed',
        notApplicable,
        findings: mine,
        excepted: excepted.filter(({ finding }) => finding.rule === rule),
        remarks: remarksOf(rule, outcomes, 'remark'),
        notEvaluated,
      };
    }),
  };
}

interface Said {
  readonly rule: Rule;
  readonly outcomes: readonly Outcome[];
  readonly notApplicable: boolean;
}

/** In the order of the rules: those about exceptions come last, because they need the other outcomes. */
function applyAll(input: LintInput, rules: readonly Rule[], known: Omit<Course, 'said'>): Said[] {
  const said = new Map<string, readonly Outcome[]>();
  return rules.map((rule) => {
    const reason = unmet(rule.needs, input);
    const outcomes: readonly Outcome[] = reason
      ? [{ kind: 'not-evaluated', message: reason.message }]
      : withoutRepeats([...rule.find(input, { ...known, said })]);
    said.set(rule.id, outcomes);
    return { rule, outcomes, notApplicable: reason?.notApplicable === true };
  });
}

/** What a rule quotes may contain a secret of another place; names and places stay as they are. */
function withoutSecrets(said: readonly Said[], hidden: Hidden): Said[] {
  return said.map((one) => ({ ...one, outcomes: one.outcomes.map((outcome) => hide(outcome, hidden)) }));
}

function hide(outcome: Outcome, hidden: Hidden): Outcome {
  const message = hidden.mask(outcome.message);
  if (outcome.kind !== 'finding') return { ...outcome, message };
  const { cause, remedy, proof, related = [] } = outcome;
  return {
    ...outcome,
    message,
    ...{ cause: hidden.mask(cause), remedy: hidden.mask(remedy) },
    ...(proof === undefined ? {} : { proof: hidden.mask(proof) }),
    related: related.map((other) => ({ at: other.at, message: hidden.mask(other.message) })),
  };
}

const SEVERITIES: readonly Severity[] = ['mandatory', 'recommended', 'informational'];

/** @returns the highest severity among the findings. */
export function worstOf(findings: readonly Pick<Finding, 'severity'>[]): Severity {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'informational';
}

/** Workloads of one part may take a faulty value from one place: that is one outcome. Places are resolved only where two say the same. */
function withoutRepeats(outcomes: readonly Outcome[]): readonly Outcome[] {
  const alike = Map.groupBy(outcomes, (outcome) =>
    // Of different weight they are not the same.
    [outcome.kind, outcome.kind === 'finding' ? outcome.severity : '', outcome.message].join(' '),
  );
  if (alike.size === outcomes.length) return outcomes;
  const kept = new Set([...alike.values()].flatMap((same) => (same.length > 1 ? oneEachPlace(same) : same)));
  return outcomes.filter((outcome) => kept.has(outcome));
}

const oneEachPlace = (outcomes: readonly Outcome[]): Outcome[] => [
  ...new Map(outcomes.toReversed().map((outcome) => [placeKey(outcome), outcome])).values(),
];

const placeKey = ({ at }: Outcome): string =>
  at ? [at.file, at.position.line, at.position.column, at.object, at.field].join(' ') : '';

const weightOf = ({ severity, unpromised = severity }: Rule, { expected }: LintInput): Severity =>
  expected.judgedBy === 'config' ? severity : unpromised;

function toFinding(rule: Rule, outcome: Outcome, weight: Severity): Omit<Finding, 'fingerprint'>[] {
  if (outcome.kind !== 'finding') return [];
  const { at, message, cause, remedy, related = [], proof, severity = weight } = outcome;
  return [{ rule, severity, at: shownPlace(at), message, cause, remedy, related, proof }];
}

/** Findings are shown, so their lazy places are resolved now, once. */
const shownPlace = ({ file, position, object, field }: Place): Place => ({ file, position, object, field });

/** Several findings of one rule at one field are numbered by message, not by their order. */
function withFingerprints(findings: readonly Omit<Finding, 'fingerprint'>[]): Finding[] {
  const alike = Map.groupBy(findings, ({ rule, at }) => [rule.id, at.object, at.field].join('\0'));
  const numbered = new Map(
    [...alike.values()].flatMap((same) =>
      same.toSorted((a, b) => compare(a.message, b.message)).map((one, index) => [one, index + 1]),
    ),
  );
  return findings.map((finding) => {
    const identity = [finding.rule.id, finding.at.object, finding.at.field, numbered.get(finding)].join('\0');
    return { ...finding, fingerprint: createHash('sha256').update(identity).digest('hex').slice(0, 32) };
  });
}

const remarksOf = (rule: Rule, outcomes: readonly Outcome[], kind: 'remark' | 'not-evaluated'): Remark[] =>
  outcomes.flatMap((outcome) => (outcome.kind === kind ? [{ rule, message: outcome.message, at: outcome.at }] : []));

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.position.line - b.at.position.line ||
    a.at.position.column - b.at.position.column ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.message, b.message)
  );
}

/** By code unit: the same on every machine, and fast. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
