import type { LedgerEntry } from '../../core/model/run.ts';
import type { StandInImage } from './types.ts';

/** @returns the stand-in's entry in the report's ledger. */
export function ledgerEntry(
  part: string,
  image: StandInImage,
  differences: readonly string[],
  real = 'the server outside the cluster',
): LedgerEntry {
  return {
    part,
    kind: 'stand-in',
    real,
    used: image.tag,
    source: image.source,
    differences,
  };
}
