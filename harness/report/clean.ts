import { stripVTControlCharacters } from 'node:util';
import type { RunRecord } from '../core/model/run.ts';
import { redact } from '../core/redact.ts';

/** @returns the run as it may be saved: secrets masked, colors and control characters of captured output removed. */
export function cleanRun(run: RunRecord): RunRecord {
  return cleanValue(run) as RunRecord;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanValue(inner)]));
}

/** XML can't contain control characters at all, so they are removed before any format sees them. */
function cleanText(text: string): string {
  return redact(stripVTControlCharacters(text))
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '');
}
