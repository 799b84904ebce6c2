import { causesOf, type RootCause } from '../causes.ts';
import type { Remark } from '../judgement.ts';
import type { LintResult } from '../lint-set.ts';
import { Quotes } from '../quote.ts';
import { addressOf } from '../rule.ts';
import type { Format } from './format.ts';
import { type Style, styleFor } from './style.ts';
import { causeLine, causeText } from './text-cause.ts';
import { indent, linesOf, plural, shortened } from './text-lines.ts';
import { byRule, overview, summaryLine } from './text-overview.ts';

/** A set of some 30 objects fits on this many lines, unless everything is asked for. */
const LINES = 120;
/** Lines of each section that follows the findings. */
const SECTION = { beside: 6, accepted: 6, remarks: 4, notEvaluated: 6, rules: 12 };

/**
 * The report for a terminal: first what it comes to and what to do first, then the findings with their source lines, as many
 * as fit, the others with one line each, then everything else, then a summary line.
 */
export const text: Format = (result, { colour, all = false }) => {
  const style = styleFor(colour);
  const causes = causesOf(result.judgement.findings);
  const head = [[result.understood.text, ...besideLines(result, all)].join('\n'), ...overview(result, causes, style)];
  const tail = [...sections(result, all, style), ...byRule(causes, all ? Infinity : SECTION.rules, style)];
  const used = linesOf([...head, ...tail, '']);
  const findings = causeTexts(causes, result, all ? Infinity : Math.max(LINES - used, LINES / 3), style);
  return `${[...head, ...findings, ...tail, summaryLine(result, style)].join('\n\n')}\n`;
};

/** The first ones in full, the others in a line each, and at the end how many are not shown at all. */
function causeTexts(causes: readonly RootCause[], result: LintResult, room: number, style: Style): string[] {
  const quotes = new Quotes(result.set, result.hidden);
  const full: string[] = [];
  let left = room;
  for (const [index, cause] of causes.entries()) {
    const block = causeText(cause, quotes, style, room === Infinity);
    const needed = linesOf([block]) + Math.min(causes.length - index - 1, LINES / 4);
    if (needed > left && full.length > 0) break;
    full.push(block);
    left -= linesOf([block]);
  }
  const rest = causes.slice(full.length).map((cause) => causeLine(cause, style));
  return rest.length === 0 ? full : [...full, shortened(rest, Math.max(Math.floor(left), 5), 'findings').join('\n')];
}

function sections({ judgement }: LintResult, all: boolean, style: Style): string[] {
  const { rules } = judgement;
  const most = (limit: number): number => (all ? Infinity : limit);
  const accepted = rules.flatMap(({ excepted }) => excepted).map(acceptedLine);
  const remarks = rules.flatMap((rule) => rule.remarks).map(remarkLine);
  const notEvaluated = notJudgedLines(rules.flatMap((rule) => rule.notEvaluated));
  return [
    ...section('Accepted temporarily', shortened(accepted, most(SECTION.accepted), 'accepted findings'), style),
    ...section('Remarks', shortened(remarks, most(SECTION.remarks), 'remarks'), style),
    ...section('Not judged', shortened(notEvaluated, most(SECTION.notEvaluated), 'reasons'), style),
  ];
}

const section = (title: string, lines: readonly string[], style: Style): string[] =>
  lines.length === 0 ? [] : [`${style.bold(title)}\n${indent(lines.join('\n'))}`];

const remarkLine = ({ rule, at, message }: Remark): string =>
  `${placeText({ rule, at, message })}${message} (${rule.id})`;

/** Rules with the same reason share a line. */
function notJudgedLines(notEvaluated: readonly Remark[]): string[] {
  const byReason = Map.groupBy(notEvaluated, (one) => JSON.stringify([placeText(one), one.message]));
  return [...byReason.values()].map((all) => {
    const [first] = all;
    const ids = [...new Set(all.map(({ rule }) => rule.id))];
    return first?.at
      ? `${placeText(first)}${first.message} (${ids.join(', ')})`
      : `${plural(ids.length, 'rule')}, because ${first?.message}: ${ids.join(', ')}`;
  });
}

const placeText = ({ at }: Remark): string => (at ? `${addressOf(at)}: ${at.object}: ` : '');

/** What lies beside the manifests and was not read. */
function besideLines({ set: { beside = [] } }: LintResult, all: boolean): readonly string[] {
  const lines = beside.map(({ file, message }) => `Not read: ${file} ${message}.`);
  return shortened(lines, all ? Infinity : SECTION.beside, 'files');
}

function acceptedLine({ finding, exception }: LintResult['judgement']['rules'][number]['excepted'][number]): string {
  const { at, message, rule } = finding;
  return `${addressOf(at)}: ${at.object}: ${message} (${rule.id}); until ${exception.expires}, ${exception.owner}: ${exception.reason}`;
}
