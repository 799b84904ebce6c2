import type { CheckRecord } from '../../core/model/check.ts';
import { leanedOn } from '../../core/model/ledger.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { waivedChecks } from '../../core/model/waivers.ts';
import { type Language, type Translate, translator } from '../messages/translate.ts';
import type { Picture } from '../picture/picture.ts';
import { type Format, formatFor } from './format.ts';

/** What all parts of the view need. */
export interface ViewContext {
  readonly run: RunRecord;
  readonly language: Language;
  readonly t: Translate;
  readonly format: Format;
  /** Ids of checks that a waiver covers. */
  readonly waived: ReadonlySet<string>;
  /** Evidence path → data URI, for pictures embedded in the report. */
  readonly pictures: ReadonlyMap<string, string>;
  /** What happened by the second; undefined if nothing was recorded. */
  readonly picture: Picture | undefined;
}

export function viewContext(
  run: RunRecord,
  language: Language,
  pictures: ReadonlyMap<string, string> = new Map(),
  picture?: Picture,
): ViewContext {
  const waived = waivedChecks(run.waivers, run.checks, run.startedAt);
  return { run, language, t: translator(language), format: formatFor(language), waived, pictures, picture };
}

/** @returns the doubles and stand-ins that a check ran against, by its record or by the ledger. */
export function leaningsOf(check: CheckRecord, run: Pick<RunRecord, 'ledger'>): string[] {
  return [...new Set([...check.leanedOn, ...leanedOn(check.needs, run.ledger)])];
}

/** @returns `double of dify-api` for a part of the ledger, otherwise the name of the part. */
export function partText(part: string, { run, t }: Pick<ViewContext, 'run' | 't'>): string {
  const kinds = run.ledger.filter((entry) => entry.part === part).map((entry) => entry.kind);
  const kind = kinds.find((one) => one === 'double' || one === 'stand-in') ?? kinds[0];
  return kind ? t(`ledger.of.${kind}`, { part }) : part;
}
