import { type CheckRecord, PHASES } from '../../model/check.ts';
import { leaningsOf, partText, type ViewContext } from './context.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What the reader must look at: it starts unfolded. A blocked check only points to its cause. */
const OPEN: ReadonlySet<Outcome> = new Set<Outcome>(['failed', 'flaky', 'unknown', 'inconclusive']);

/** Checks by phase, in the order in which the phases run. */
export function phasesView(context: ViewContext) {
  const { run, t } = context;
  return PHASES.map((phase) => ({
    id: phase,
    title: t(`phase.${phase}`),
    checks: run.checks.filter((check) => check.phase === phase).map((check) => checkView(check, context)),
  })).filter(({ checks }) => checks.length > 0);
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
