import type { LedgerEntry } from './run.ts';

/** Kinds of ledger entries that don't count as the real part; a substitute does, being the same software from another source. */
const NOT_REAL: ReadonlySet<LedgerEntry['kind']> = new Set(['double', 'stand-in']);

/**
 * @param needs parts that must be real for a check.
 * @returns those that a double or a stand-in replaced: the check's `leanedOn`.
 */
export function leanedOn(needs: readonly string[], ledger: readonly LedgerEntry[]): string[] {
  const notReal = new Set(ledger.filter((entry) => NOT_REAL.has(entry.kind)).map((entry) => entry.part));
  return needs.filter((part) => notReal.has(part));
}
