import type { CheckRecord } from '../../core/model/check.ts';
import type { Cause } from '../../core/model/run.ts';
import { leaningsOf, type ViewContext } from './context.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Outcomes, worst first. */
const OUTCOMES = [
  'failed',
  'flaky',
  'blocked',
  'unknown',
  'inconclusive',
  'skipped',
  'not-applicable',
  'finding',
  'not-proven',
  'passed',
] as const satisfies readonly Outcome[];

/** The verdict and its scope, shown in one badge. */
export function verdictView({ run, t }: ViewContext) {
  const { verdict, scope, ruleId } = run.verdict;
  const word = t(`scope.${scope}`);
  return {
    verdict,
    scope,
    word,
    label: `${verdict} (${word})`,
    meaning: t(`verdict.${verdict}`),
    rule: t(`rule.${ruleId}`),
  };
}

/** The banner under the badge: what kind of run this is. */
export function bannerView({ run, t }: ViewContext) {
  const { variant } = run.subject;
  const varied = variant === undefined ? [] : [t('banner.variant', { variant })];
  const why = run.scopeReason === undefined ? [] : [t('banner.scope-reason', { reason: run.scopeReason })];
  const limits = [...why, ...varied];
  if (run.scope === 'release') return { title: t('banner.release'), texts: limits };
  const isReal = run.subject.kubernetes !== undefined && !run.ledger.some(({ kind }) => kind === 'double');
  return { title: t('banner.rehearsal'), texts: [...limits, ...(isReal ? [t('banner.rehearsal.no-doubles')] : [])] };
}

/** How many checks were declared, by severity: the denominator of every count. */
export function declaredView({ run, t }: ViewContext): string {
  const of = (wanted: string) => run.checks.filter(({ severity }) => severity === wanted).length;
  return t('count.declared', {
    ...{ all: run.checks.length, mandatory: of('mandatory') },
    ...{ recommended: of('recommended'), informational: of('informational') },
  });
}

/** Root causes with their remediation. */
export function becauseView({ run, t }: ViewContext) {
  return run.verdict.because.map((cause) => {
    const check = run.checks.find((record) => record.id === cause.check && cause.kind === 'check');
    return {
      id: cause.check,
      known: check !== undefined,
      title: check?.title ?? titleOfPhase(cause, run.phases),
      claims: cause.claims,
      reason: cause.reason,
      remediation: check?.remediation ?? '',
      blocks: cause.blocks,
      blocksText: cause.blocks.length > 0 ? t('check.blocks', { count: cause.blocks.length }) : '',
    };
  });
}

function titleOfPhase(cause: Cause, phases: ViewContext['run']['phases']): string {
  return cause.kind === 'phase' ? (phases.find((phase) => phase.id === cause.check)?.title ?? '') : '';
}

/** Number of checks per outcome; a pass against a double or stand-in counts as "not proven", not as passed. */
export function countsView({ run, t }: ViewContext) {
  const outcomes = run.checks.map((check) => outcomeOf(check, leaningsOf(check, run)));
  return OUTCOMES.map((state) => ({
    state,
    label: t(state === 'not-proven' ? 'count.not-proven' : `result.${state}`),
    count: outcomes.filter((one) => one === state).length,
    weight: weightText(
      state,
      run.checks.filter((_, index) => outcomes[index] === state),
      t,
    ),
  })).filter(({ count }) => count > 0);
}

/** For checks that did not pass: how many are mandatory. For those that passed: how many are static. */
function weightText(state: Outcome, checks: readonly CheckRecord[], t: ViewContext['t']): string {
  const fromFiles = checks.filter(({ phase }) => phase === 'static').length;
  if (state === 'passed' && fromFiles > 0) return t('count.static', { count: fromFiles });
  if (['passed', 'not-proven', 'finding', 'not-applicable'].includes(state)) return '';
  return t('count.mandatory', { count: checks.filter((check) => check.severity === 'mandatory').length });
}
