import type { RootCause } from '../causes.ts';
import type { Finding } from '../judgement.ts';
import type { LintResult } from '../lint-set.ts';

export interface FormatOptions {
  /** ANSI colors; only `text` uses them. */
  readonly colour: boolean;
  /** Of this program. */
  readonly version: string;
  /** Shows everything, however long; only `text` shortens otherwise. */
  readonly all?: boolean;
}

/** Renders one output format; the text ends with a line break. */
export type Format = (result: LintResult, options: FormatOptions) => string;

/** Names listed after a message that several places share. */
const LISTED = 6;

/** @returns what a root cause is, in one line: the message of its first place, and where else it shows. */
export function titleOf({ lead, places }: RootCause): string {
  const others = places.slice(1);
  if (others.length === 0) return lead.message;
  const isOneObject = others.every(({ at }) => at.object === lead.at.object);
  const all = isOneObject
    ? others.map(({ at, message }) => differenceOf(lead.message, message) || lastOf(at.field))
    : others.map(({ at }) => at.object).filter((object) => object !== lead.at.object);
  const names = [...new Set(all)];
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return `${lead.message}; likewise ${names.slice(0, LISTED).join(', ')}${rest}`;
}

/** @returns the words of the other message in which it differs, if these are few: `DB_PASSWORD`. */
function differenceOf(message: string, other: string): string {
  const [one, two] = [message.split(' '), other.split(' ')];
  const start = two.findIndex((word, index) => word !== one[index]);
  if (start < 0) return '';
  const end = two.toReversed().findIndex((word, index) => word !== one[one.length - 1 - index]);
  const words = two.slice(start, Math.max(start, two.length - end));
  return words.length <= 2 ? words.join(' ').replace(/[:;,]$/, '') : '';
}

/** `data.SECRET_KEY` → `SECRET_KEY`; keys of files contain dots themselves. */
const lastOf = (field: string): string => /^(?:string|binary)?data\.(.+)$/i.exec(field)?.[1] ?? field;

/** @returns everything about a finding in one text, for formats with a single field for it. */
export function sentencesOf({ at, message, cause, proof, remedy }: Finding): string {
  const lines = [`${at.object}: ${message}`, `Why: ${cause}`, ...(proof ? [`Proof: ${proof}`] : []), `Fix: ${remedy}`];
  return lines.join('\n');
}

/** @returns the same for a root cause, with what more general rules say of it. */
export function causeSentences(cause: RootCause): string {
  const also = cause.also.map(({ rule, message }) => `Also: ${message} (${rule.id})`);
  return [sentencesOf({ ...cause.lead, message: titleOf(cause) }), ...also].join('\n');
}
