import type { CheckRecord } from '../model/check.ts';
import type { LedgerEntry } from '../model/run.ts';
import type { RawCheckRecord } from './playwright.ts';

/** @returns the record with the doubles and stand-ins among what it needs. A substitute is the real software, differently built: it proves. */
export function withLeanedOn(record: RawCheckRecord, ledger: readonly LedgerEntry[]): CheckRecord {
  const unreal = ledger.filter((entry) => entry.kind !== 'substitute').map((entry) => entry.part);
  return { ...record, leanedOn: record.needs.filter((part) => unreal.includes(part)) };
}
