import type { CheckRecord } from '../../core/model/check.ts';
import { judgeWaivers } from '../../core/model/waivers.ts';
import type { ViewContext } from './context.ts';
import { gapsView } from './gaps.ts';

/** How bad an open defect is, in the four words of acceptance reports, worst first. */
const GRADES = ['fatal', 'serious', 'minor', 'hint'] as const;
type Grade = (typeof GRADES)[number];

/** What a person signs: conclusion, what it holds for, open defects, residual risks, deferred defects, signatures. */
export function formView(context: ViewContext) {
  const { run, t, format } = context;
  const { verdict, scope } = run.verdict;
  const conclusion = t(`form.conclusion.${verdict}`);
  const blocking = new Set(run.verdict.because.filter(({ blocks }) => blocks.length > 0).map(({ check }) => check));
  const defects = run.checks.filter(({ result }) => result.state === 'failed' || result.state === 'flaky');
  const grades = defects.map((check) => gradeOf(check, blocking));
  return {
    number: run.runId,
    conclusion: scope === 'rehearsal' ? t('form.conclusion.rehearsal', { conclusion }) : conclusion,
    validity: [t('form.validity'), ...(scope === 'rehearsal' ? [t('form.validity.rehearsal')] : [])],
    grades: GRADES.map((grade) => ({
      label: t(`form.grade.${grade}`),
      count: grades.filter((one) => one === grade).length,
      ids: defects.filter((_, index) => grades[index] === grade).map(({ id }) => id),
    })),
    risks: gapsView(context).map(({ text }) => text),
    deferred: judgeWaivers(run.waivers, run.checks, run.startedAt)
      .filter(({ state }) => state === 'used')
      .map(({ waiver }) => waiver),
    signatures: [
      { role: t('form.prepared'), name: run.subject.startedBy ?? '', date: format.instant(run.startedAt) },
      { role: t('form.reviewed'), name: '', date: '' },
      { role: t('form.approved'), name: '', date: '' },
    ],
  };
}

/** A mandatory check that kept others from running is fatal, any other mandatory one is serious. */
function gradeOf({ id, severity }: CheckRecord, blocking: ReadonlySet<string>): Grade {
  if (severity === 'informational') return 'hint';
  if (severity === 'recommended') return 'minor';
  return blocking.has(id) ? 'fatal' : 'serious';
}
