import { stripVTControlCharacters } from 'node:util';
import type { RunRecord } from '../core/model/run.ts';
import { redact } from '../core/redact.ts';

/**
 * Fields that the harness or the set names by itself: ids, versions, places, words of the model. What a run captures never
 * goes there, so a secret that happens to be equal to such a name must not change it.
 */
const NAMES: ReadonlySet<string> = new Set([
  ...['schema', 'runId', 'harnessVersion', 'scope', 'profile', 'variant', 'digest', 'manifestsDigest', 'ref'],
  ...['id', 'check', 'title', 'phase', 'claims', 'severity', 'effect', 'state', 'kind', 'unit', 'verdict'],
  ...['needs', 'leanedOn', 'dependsOn', 'requires', 'by', 'blocks', 'blockedBy', 'failedCheck', 'declared'],
  ...['namespace', 'hosts', 'difyVersion', 'kubernetes', 'part', 'variable', 'object', 'name', 'path', 'contentType'],
]);

/**
 * @returns the run as it may be saved: secrets masked where text was captured, and nowhere else; colors and control characters
 *   of captured output removed.
 */
export function cleanRun(run: RunRecord): RunRecord {
  return cleanValue(run, false) as RunRecord;
}

function cleanValue(value: unknown, isName: boolean): unknown {
  if (typeof value === 'string') return printable(isName ? value : redact(stripVTControlCharacters(value)));
  if (Array.isArray(value)) return value.map((inner) => cleanValue(inner, isName));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [printable(key), cleanValue(inner, NAMES.has(key))]),
  );
}

/** XML can't contain control characters at all, so they are removed before any format sees them. */
const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '');
