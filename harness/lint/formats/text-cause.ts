import type { RootCause } from '../causes.ts';
import type { Finding } from '../judgement.ts';
import type { Quotes } from '../quote.ts';
import { addressOf } from '../rule.ts';
import { titleOf } from './format.ts';
import type { Style } from './style.ts';
import { indent, shortened } from './text-lines.ts';

/** Further places that are listed with their lines. */
const PLACES = 4;

/** @returns everything about a root cause: its places, the lines in question, the reason and the fix. */
export function causeText(cause: RootCause, quotes: Quotes, style: Style, all: boolean): string {
  const { lead, also } = cause;
  const quote = quotes.around(lead.at);
  return [
    headOf(cause, style),
    indent(`${lead.at.object}: ${style.bold(titleOf(cause))}`),
    ...(quote ? [indent(style.quotation(quote))] : []),
    ...labelled('why', lead.cause, style),
    ...labelled('proof', lead.proof, style),
    ...lead.related.flatMap((other) => relatedLines(other, quotes, style)),
    ...placeLines(cause, style, all),
    ...also.flatMap(({ rule, message }) => labelled('also', `${message} (${rule.id})`, style)),
    ...labelled('fix', lead.remedy, style),
  ].join('\n');
}

/** @returns the same in one line. */
export const causeLine = (cause: RootCause, style: Style): string =>
  `${headOf(cause, style)} ${cause.lead.at.object}: ${titleOf(cause)}`;

const headOf = ({ lead: { at, rule }, severity }: RootCause, style: Style): string =>
  `${style.bold(addressOf(at))} ${style.severity[severity](severity)} ${rule.id} ${style.dim(`(${rule.claims.join(', ')})`)}`;

function placeLines({ lead, places }: RootCause, style: Style, all: boolean): string[] {
  const lines = places
    .slice(1)
    .map(({ at, message }) => `${addressOf(at)}: ${at.object}${message === lead.message ? '' : `: ${message}`}`);
  return labelled('at', shortened(lines, all ? Infinity : PLACES, 'places').join('\n'), style);
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
