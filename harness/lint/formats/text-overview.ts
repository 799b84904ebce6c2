import type { Severity } from '../../core/model/check.ts';
import type { RootCause } from '../causes.ts';
import type { LintResult } from '../lint-set.ts';
import { addressOf } from '../rule.ts';
import { STAGES } from '../stages.ts';
import { countsOf, type LintCounts } from '../summary.ts';
import { titleOf } from './format.ts';
import type { Style } from './style.ts';
import { indent, plural, shortened } from './text-lines.ts';

/** So many root causes are enough to start with. */
const FIRST = 3;

/** @returns what it comes to, and what to do first; nothing where a single finding says it itself. */
export function overview(result: LintResult, causes: readonly RootCause[], style: Style): string[] {
  if (causes.length < 2) return [];
  const counts = countsOf(result.judgement);
  return [`${verdict(counts, style)}\n${totals(result, counts)}`, fixFirst(causes, style)];
}

function verdict({ mandatory, recommended }: LintCounts, style: Style): string {
  if (mandatory > 0) {
    return style.severity.mandatory(`NO-GO: ${plural(mandatory, 'mandatory finding')} to fix before it is deployed`);
  }
  if (recommended > 0)
    return style.severity.recommended(`CONDITIONAL: no mandatory finding, ${recommended} recommended`);
  return style.good('GO: informational findings only');
}

const totals = (result: LintResult, counts: LintCounts): string =>
  counts.places > counts.findings ? `${countLine(result)}, at ${plural(counts.places, 'place')}` : countLine(result);

function fixFirst(causes: readonly RootCause[], style: Style): string {
  const lines = causes
    .slice(0, FIRST)
    .flatMap((cause, index) => [
      `${index + 1}. ${cause.lead.at.object}: ${titleOf(cause)} ${style.dim(`(${STAGES[cause.stage]})`)}`,
      `   ${cause.lead.remedy} ${style.dim(`→ ${addressOf(cause.lead.at)}`)}`,
    ]);
  return `${style.bold('Fix first')}\n${indent(lines.join('\n'))}`;
}

/** @returns how often each rule has a finding; nothing where they are few enough to be counted by eye. */
export function byRule(causes: readonly RootCause[], most: number, style: Style): string[] {
  if (causes.length <= FIRST) return [];
  const rows = [...Map.groupBy(causes, ({ lead }) => lead.rule.id)].map(([id, mine]) => {
    const places = mine.reduce((sum, { places: all }) => sum + all.length, 0);
    const [first] = mine;
    return `${String(mine.length).padStart(4)}  ${id}${places > mine.length ? ` (${plural(places, 'place')})` : ''}  ${style.dim(first?.severity ?? '')}`;
  });
  return [`${style.bold('By rule')}\n${indent(shortened(rows, most, 'rules').join('\n'))}`];
}

/** @returns the last line: how much was judged, with what result. */
export function summaryLine(result: LintResult, style: Style): string {
  const counts = countsOf(result.judgement);
  const line = countLine(result, counts.findings === 0 ? style.good : style.bold);
  return counts.notEvaluated > 0 ? `${line}; ${plural(counts.notEvaluated, 'rule')} not fully evaluated` : line;
}

function countLine({ set, judgement }: LintResult, paint: (text: string) => string = (text) => text): string {
  const counts = countsOf(judgement);
  const found = paint(counts.findings === 0 ? 'no finding' : plural(counts.findings, 'finding'));
  const rest = [
    ...(counts.excepted > 0 ? [`${counts.excepted} accepted`] : []),
    ...(counts.remarks > 0 ? [plural(counts.remarks, 'remark')] : []),
  ];
  return `${plural(set.objects.length, 'object')}, ${plural(counts.rules, 'rule')}: ${[`${found}${weights(counts)}`, ...rest].join(', ')}`;
}

function weights(counts: LintCounts): string {
  const parts = (['mandatory', 'recommended', 'informational'] as const satisfies readonly Severity[])
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
