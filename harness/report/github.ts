import type { RunRecord } from '../core/model/run.ts';
import { renderMarkdown } from './render.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

/** GitHub shows ten of each kind for a step. */
const MOST = 10;

/** @returns workflow commands: an annotation for each root cause, errors for what makes the verdict, warnings for a CONDITIONAL. */
export function githubAnnotations(run: RunRecord): string[] {
  const level = run.verdict.verdict === 'CONDITIONAL' ? 'warning' : 'error';
  const { verdict, because } = buildView(viewContext(run, 'en'));
  return because.slice(0, MOST).map(({ id, reason, remediation }) => {
    const text = [reason, ...(remediation ? [`Next step: ${remediation}`] : [])].join('\n');
    return `::${level} title=${property(`${verdict.label}: ${id}`)}::${data(text)}`;
  });
}

/** @returns the text for a step's summary: the Markdown report without its picture, which is a file of its own. */
export const githubSummary = (run: RunRecord): string => renderMarkdown(buildView(viewContext(run, 'en')));

/** As the runner unescapes them, so that no text can begin a command of its own. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
