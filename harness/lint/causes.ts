import { createHash } from 'node:crypto';
import type { Severity } from '../core/model/check.ts';
import type { Finding } from './judgement.ts';
import { givesWay } from './precedence.ts';
import { rankOf, type Stage, stageOf } from './stages.ts';

/** One fault of the set with every place where it shows: what a person fixes at once. */
export interface RootCause {
  /** The first of its findings: the most severe one, then by file and line. */
  readonly lead: Finding;
  /** All of its findings, the lead first; each has a fingerprint and may have an exception of its own. */
  readonly places: readonly [Finding, ...Finding[]];
  /** Findings of more general rules at these places. */
  readonly also: readonly Finding[];
  /** The highest of all its findings. */
  readonly severity: Severity;
  readonly stage: Stage;
  /** Hex; that of the lead where every finding stands for itself. */
  readonly fingerprint: string;
}

const KNOWN = new WeakMap<readonly Finding[], readonly RootCause[]>();

/** @returns the root causes behind findings, sorted by what breaks first. No finding is lost. */
export function causesOf(findings: readonly Finding[]): readonly RootCause[] {
  const causes = KNOWN.get(findings) ?? grouped(findings);
  KNOWN.set(findings, causes);
  return causes;
}

function grouped(findings: readonly Finding[]): readonly RootCause[] {
  const { kept, also } = withPrecedence(findings);
  const groups = Map.groupBy(kept, rootOf);
  return [...groups.values()].map((places) => causeOf(places, also)).sort(byStage);
}

/** @returns the findings that stay, and for each what gives way to it. */
function withPrecedence(findings: readonly Finding[]) {
  const also = new Map<Finding, Finding[]>();
  const kept = [...Map.groupBy(findings, placeOf).values()].flatMap((here) =>
    here.filter((finding) => {
      const stronger = here.filter((other) => givesWay(finding.rule.id, other.rule.id));
      const strongest = stronger.find((one) => !here.some((other) => givesWay(one.rule.id, other.rule.id)));
      if (strongest) also.set(strongest, [...(also.get(strongest) ?? []), finding]);
      return strongest === undefined;
    }),
  );
  return { kept, also };
}

const placeOf = ({ at }: Finding): string => [at.file, at.object, at.field].join('\0');

/** Findings of a rule belong together as the rule says; otherwise those that say the same. */
function rootOf({ rule, at, message }: Finding): string {
  if (rule.together === 'set') return rule.id;
  return [rule.id, ...(rule.together === 'object' ? [at.file, at.object] : [message])].join('\0');
}

function causeOf(places: readonly Finding[], also: ReadonlyMap<Finding, readonly Finding[]>): RootCause {
  const [lead, ...others] = places.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity));
  if (!lead) throw new Error('a root cause has at least one finding');
  const weaker = places.flatMap((place) => also.get(place) ?? []);
  const severity = [lead, ...weaker].map((one) => one.severity).sort((a, b) => severityRank(a) - severityRank(b))[0];
  return {
    ...{ lead, places: [lead, ...others], also: weaker },
    severity: severity ?? lead.severity,
    stage: stageOf(lead.rule, lead.severity),
    fingerprint: fingerprintOf(lead, places),
  };
}

/** It outlives any of its places where the rule says what belongs together. */
function fingerprintOf({ rule, at }: Finding, places: readonly Finding[]): string {
  if (rule.together) {
    const identity = [rule.id, rule.together, ...(rule.together === 'object' ? [at.object] : [])].join('\0');
    return createHash('sha256').update(identity).digest('hex').slice(0, 32);
  }
  const [first] = places.toSorted((a, b) => compare(a.at.object, b.at.object) || compare(a.at.field, b.at.field));
  return first?.fingerprint ?? '';
}

const byStage = (a: RootCause, b: RootCause): number =>
  severityRank(a.severity) - severityRank(b.severity) || rankOf(a.stage) - rankOf(b.stage);

const RANKS: Readonly<Record<Severity, number>> = { mandatory: 0, recommended: 1, informational: 2 };
const severityRank = (severity: Severity): number => RANKS[severity];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
