import { type CheckRecord, PHASES } from '../../core/model/check.ts';
import { sectionOf } from '../../core/model/claims.ts';
import { compareSections, sectionTitle } from './claims.ts';
import { leaningsOf, partText, type ViewContext } from './context.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Expanded by default, because they need attention. A blocked check only points to its cause. */
const OPEN: ReadonlySet<Outcome> = new Set<Outcome>(['failed', 'flaky', 'unknown', 'inconclusive']);

/** Checks by phase, in the order in which the phases run. Static checks are many, so the passed ones are grouped. */
export function phasesView(context: ViewContext) {
  const { run, t } = context;
  return PHASES.map((phase) => {
    const mine = run.checks.filter((check) => check.phase === phase);
    const grouped = phase === 'static' ? mine.filter(({ result }) => result.state === 'passed') : [];
    return {
      id: phase,
      title: t(`phase.${phase}`),
      count: mine.length,
      checks: mine.filter((check) => !grouped.includes(check)).map((check) => checkView(check, context)),
      groups: groupsView(grouped, context),
    };
  }).filter(({ count }) => count > 0);
}

/** By the section of their first claim, in the order of the sections. */
function groupsView(checks: readonly CheckRecord[], context: ViewContext) {
  const sections = new Map(context.run.claims.map((claim) => [claim.id, sectionOf(claim)]));
  const bySection = Map.groupBy(checks, ({ claims: [first] }) => sections.get(first ?? '') ?? '–');
  return [...bySection]
    .sort(([a], [b]) => compareSections(a, b))
    .map(([section, all]) => ({
      title: sectionTitle(section, context),
      count: context.t('checks.group', { count: all.length }),
      checks: all.map((check) => checkView(check, context)),
    }));
}

function checkView(check: CheckRecord, context: ViewContext) {
  const { t, format, waived, run } = context;
  const { result } = check;
  const leanings = leaningsOf(check, run);
  const outcome = outcomeOf(check, leanings);
  return {
    id: check.id,
    title: check.title,
    outcome,
    label: t(`result.${outcome}`),
    open: OPEN.has(outcome),
    severity: check.severity,
    severityText: t(`severity.${check.severity}`),
    waived: waived.has(check.id),
    claims: check.claims,
    duration: check.durationMs > 0 ? format.duration(check.durationMs) : '',
    reason: result.state === 'passed' ? '' : result.reason,
    blockedBy: result.state === 'blocked' ? t('check.blocked-by', { by: result.by }) : '',
    details: result.state === 'failed' ? (result.details ?? []) : [],
    leaned: leanings.length > 0 && ranAtAll(check) ? leanedText(check, leanings, context) : '',
    effect: t(`effect.${check.effect}`),
    needs: check.needs,
    notes: check.notes,
    measurements: measurementsOf(check, context),
    evidence: evidenceOf(check, context),
    remediation: check.remediation,
  };
}

function ranAtAll({ result }: CheckRecord): boolean {
  return result.state !== 'blocked' && result.state !== 'skipped';
}

function leanedText({ result }: CheckRecord, leanings: readonly string[], context: ViewContext): string {
  const parts = leanings.map((part) => partText(part, context)).join(', ');
  return context.t(result.state === 'passed' ? 'check.passed-leaning' : 'claim.leaned', { parts });
}

function measurementsOf(check: CheckRecord, { t, format }: ViewContext) {
  return check.measurements.map(({ name, value, unit, limit }) => ({
    name,
    value: format.quantity(value, unit),
    limit: limit === undefined ? '' : t('check.limit', { limit: format.quantity(limit, unit) }),
  }));
}

function evidenceOf(check: CheckRecord, { pictures }: ViewContext) {
  return check.evidence.map(({ name, path }) => ({
    name,
    path,
    href: `./${path.split('/').map(encodeURIComponent).join('/')}`,
    picture: pictures.get(path) ?? '',
  }));
}
