import type { KeyObject } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { explain } from '../core/errors.ts';
import { leanedOn } from '../core/model/ledger.ts';
import type { RunRecord } from '../core/model/run.ts';
import { deriveVerdict } from '../core/model/verdict.ts';
import { checkSignatures } from './evidence/check-signatures.ts';
import { madeAgain } from './evidence/made-again.ts';
import { readRun } from './read.ts';
import { checkSums } from './sums.ts';

/**
 * Verifies a saved report: its files are unchanged, the verdict follows from the records, and every format says what the record says.
 * @param key public key. Without one, whoever can edit the records can edit all else with them, so this detects accidents and
 * contradictions; with one, forgery as well.
 * @returns one line per problem; empty = none found.
 */
export async function verifyReport(dir: string, key?: KeyObject): Promise<string[]> {
  const sums = await checkSums(dir).catch((error: unknown) => explain(error));
  try {
    const run = await readRun(dir);
    const found = [...verdictProblems(run), ...recordProblems(run), ...(await evidenceProblems(run, dir)), ...sums];
    const signatures = key ? await checkSignatures(run, dir, key) : [];
    // Every format of a record that is wrong itself would be wrong, too.
    return [...found, ...(found.length === 0 ? await madeAgain(run, dir) : []), ...signatures];
  } catch (error) {
    return [...explain(error), ...sums];
  }
}

function verdictProblems(run: RunRecord): string[] {
  const derived = deriveVerdict(run);
  const problems: string[] = [];
  if (run.verdict.verdict !== derived.verdict)
    problems.push(`the report says ${run.verdict.verdict}, but its records give ${derived.verdict}: ${derived.rule}`);
  if (run.verdict.scope !== run.scope)
    problems.push(`the verdict's scope is ${run.verdict.scope}, but the run was a ${run.scope}`);
  if (problems.length === 0 && !isDeepStrictEqual(run.verdict, derived))
    problems.push('the reasons for the verdict do not match the records');
  return problems;
}

function recordProblems(run: RunRecord): string[] {
  const known = new Set(run.claims.map((claim) => claim.id));
  const ids = run.checks.map((check) => check.id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return [
    ...twice.map((id) => `check ${id} has more than one record`),
    ...run.checks.flatMap((check) =>
      check.claims
        .filter((id) => !known.has(id))
        .map((id) => `check ${check.id} refers to claim ${id}, which does not exist`),
    ),
    ...run.checks.flatMap((check) =>
      leanedOn(check.needs, run.ledger)
        .filter((part) => check.result.state === 'passed' && !check.leanedOn.includes(part))
        .map((part) => `check ${check.id} needs the real ${part}, which was replaced, but its record does not say so`),
    ),
  ];
}

async function evidenceProblems(run: RunRecord, dir: string): Promise<string[]> {
  const problems: string[] = [];
  for (const check of run.checks) {
    for (const { path } of check.evidence) {
      const found = await access(join(dir, path)).then(
        () => true,
        () => false,
      );
      if (!found) problems.push(`evidence of ${check.id} is missing: ${path}`);
    }
  }
  return problems;
}
