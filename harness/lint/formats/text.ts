import type { Finding, Remark } from '../judgement.ts';
import type { LintResult } from '../lint-set.ts';
import { Quotes } from '../quote.ts';
import { addressOf } from '../rule.ts';
import { countsOf, type LintCounts } from '../summary.ts';
import type { Format } from './format.ts';
import { type Style, styleFor } from './style.ts';

/** The report for a terminal: each finding with its source lines, then everything else, then a summary line. */
export const text: Format = (result, { colour }) => {
  const style = styleFor(colour);
  const quotes = new Quotes(result.set, result.hidden);
  const { findings, rules } = result.judgement;
  const sections = [
    result.understood.text,
    ...findings.map((finding) => findingText(finding, quotes, style)),
    ...section('Accepted temporarily', acceptedLines(result), style),
    ...section('Remarks', rules.flatMap(({ remarks }) => remarks).map(remarkLine), style),
    ...section('Not evaluated', notEvaluatedLines(rules.flatMap(({ notEvaluated }) => notEvaluated)), style),
    summaryLine(result, style),
  ];
  return `${sections.join('\n\n')}\n`;
};

function findingText(finding: Finding, quotes: Quotes, style: Style): string {
  const { at, rule, severity, message, cause, proof, related, remedy } = finding;
  const head = `${style.bold(addressOf(at))} ${style.severity[severity](severity)} ${rule.id} ${style.dim(`(${rule.claims.join(', ')})`)}`;
  const quote = quotes.around(at);
  return [
    head,
    indent(`${at.object}: ${style.bold(message)}`),
    ...(quote ? [indent(style.quotation(quote))] : []),
    ...labelled('why', cause, style),
    ...labelled('proof', proof, style),
    ...related.flatMap((other) => relatedLines(other, quotes, style)),
    ...labelled('fix', remedy, style),
  ].join('\n');
}

function relatedLines({ at, message }: Finding['related'][number], quotes: Quotes, style: Style): string[] {
  const quote = quotes.around(at, 0);
  return [
    ...labelled('see', `${addressOf(at)}: ${message}`, style),
    ...(quote ? [indent(style.quotation(quote), 9)] : []),
  ];
}

const labelled = (label: string, said: string | undefined, style: Style): string[] =>
  said ? [indent(`${style.dim(`${label}:`.padEnd(6))} ${said.replaceAll('\n', `\n${' '.repeat(7)}`)}`)] : [];

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [`${style.bold(title)}\n${indent(lines.join('\n'))}`];
}

const remarkLine = ({ rule, at, message }: Remark): string =>
  `${at ? `${addressOf(at)}: ${at.object}: ` : ''}${message} (${rule.id})`;

/** Rules with the same reason share a line. */
function notEvaluatedLines(notEvaluated: readonly Remark[]): string[] {
  const byReason = Map.groupBy(
    notEvaluated,
    ({ at, message }) => `${at ? `${addressOf(at)}: ${at.object}: ` : ''}${message}`,
  );
  return [...byReason].map(([reason, all]) => `${reason} (${[...new Set(all.map(({ rule }) => rule.id))].join(', ')})`);
}

function acceptedLines({ judgement }: LintResult): string[] {
  return judgement.rules
    .flatMap(({ excepted }) => excepted)
    .map(
      ({ finding, exception }) =>
        `${addressOf(finding.at)}: ${finding.at.object}: ${finding.message} (${finding.rule.id}); until ${exception.expires}, ${exception.owner}: ${exception.reason}`,
    );
}

function summaryLine({ set, judgement }: LintResult, style: Style): string {
  const counts = countsOf(judgement);
  const found = counts.findings === 0 ? style.good('no finding') : style.bold(plural(counts.findings, 'finding'));
  const rest = [
    ...(counts.excepted > 0 ? [`${counts.excepted} accepted`] : []),
    ...(counts.remarks > 0 ? [plural(counts.remarks, 'remark')] : []),
  ];
  const line = `${plural(set.objects.length, 'object')}, ${plural(counts.rules, 'rule')}: ${[`${found}${weights(counts)}`, ...rest].join(', ')}`;
  return counts.notEvaluated > 0 ? `${line}; ${plural(counts.notEvaluated, 'rule')} not fully evaluated` : line;
}

function weights({ mandatory, recommended, informational }: LintCounts): string {
  const parts = Object.entries({ mandatory, recommended, informational }).filter(([, count]) => count > 0);
  return parts.length === 0 ? '' : ` (${parts.map(([severity, count]) => `${count} ${severity}`).join(', ')})`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const indent = (lines: string, by = 2): string => lines.replaceAll(/^(?=.)/gm, ' '.repeat(by));
