import type { RunRecord } from '../core/model/run.ts';
import type { Language } from './messages/translate.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const CAUSES = 5;

/** @returns the verdict for a terminal: lines, most important first; the command line prints them. */
export function consoleSummary(run: RunRecord, language: Language): string[] {
  const view = buildView(viewContext(run, language));
  const counts = view.counts.map(({ count, label, weight }) => `${count} ${label}${weight ? ` (${weight})` : ''}`);
  const rest = view.because.length - CAUSES;
  return [
    view.verdict.label,
    `  ${view.banner.title}`,
    ...(run.scopeReason === undefined ? [] : [`  ${view.t('banner.scope-reason', { reason: run.scopeReason })}`]),
    `  ${view.verdict.rule}`,
    `  ${counts.length > 0 ? counts.join(', ') : view.t('checks.none')}`,
    ...(view.because.length > 0 ? ['', `${view.t('heading.because')}:`] : []),
    ...view.because
      .slice(0, CAUSES)
      .flatMap((cause, index) => [
        `  ${index + 1}. ${cause.id}${cause.claims.length > 0 ? ` (${cause.claims.join(', ')})` : ''}: ${oneLine(cause.reason)}`,
        ...(cause.remediation ? [`     ${view.t('check.next')}: ${oneLine(cause.remediation)}`] : []),
        ...(cause.blocksText ? [`     ${cause.blocksText}`] : []),
      ]),
    ...(rest > 0 ? [`  ${view.t('heading.because.more', { count: rest })}`] : []),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
