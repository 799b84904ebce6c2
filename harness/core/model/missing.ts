import type { CheckDeclaration, CheckRecord, Result } from './check.ts';

/** Why a check has no record. */
export type NotRun = Extract<Result, { state: 'skipped' | 'blocked' | 'inconclusive' }>;

/**
 * A declared check that never ran must not vanish: it gets a record that says so.
 * @param reason result of the missing checks, or a function that returns it; a string means skipped for that reason.
 * @param at ISO timestamp to record as their start.
 * @returns all records in declaration order; undeclared ones at the end.
 */
export function fillMissing(
  declarations: readonly CheckDeclaration[],
  records: readonly CheckRecord[],
  reason: string | NotRun | ((declaration: CheckDeclaration) => NotRun),
  at: string = new Date().toISOString(),
): CheckRecord[] {
  const declared = new Set(declarations.map((declaration) => declaration.id));
  const filled = declarations.flatMap((declaration) => {
    const mine = records.filter((record) => record.id === declaration.id);
    return mine.length > 0 ? mine : [emptyRecord(declaration, notRun(declaration, reason), at)];
  });
  return [...filled, ...records.filter((record) => !declared.has(record.id))];
}

function notRun(
  declaration: CheckDeclaration,
  reason: string | NotRun | ((declaration: CheckDeclaration) => NotRun),
): NotRun {
  if (typeof reason === 'string') return { state: 'skipped', reason };
  return typeof reason === 'function' ? reason(declaration) : reason;
}

function emptyRecord({ faults: _, ...declaration }: CheckDeclaration, result: NotRun, startedAt: string): CheckRecord {
  return { ...declaration, result, startedAt, durationMs: 0, measurements: [], evidence: [], leanedOn: [], notes: [] };
}
