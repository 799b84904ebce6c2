import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, UsageError } from '../../core/errors.ts';
import { type LintResult, lintSet } from '../../lint/lint-set.ts';
import { type Case, expectations } from './expectations.ts';
import { type CaseScore, scoreOf } from './score.ts';

/** Names in a case that are no manifests of it. */
const LIST = 'REMOVE';

/**
 * Judges each case of a directory by itself: its files laid over a sound set, without those that its file REMOVE lists.
 * @param base the sound set.
 * @param only names of the cases to judge; absent = all.
 * @throws UsageError `FIELD_CASES_MISSING` if the directory has no case with an expectation.
 */
export async function judgeField(base: string, cases: string, only?: readonly string[]): Promise<readonly CaseScore[]> {
  const known = expectations();
  const names = (await foldersIn(cases)).filter((name) => known.has(name) && (only?.includes(name) ?? true));
  if (names.length === 0) throw noCases(cases, [...known.keys()]);
  const scores: CaseScore[] = [];
  for (const name of names) scores.push(await judgeCase(name, base, join(cases, name), known.get(name) as Case));
  return scores;
}

async function judgeCase(name: string, base: string, folder: string, expected: Case): Promise<CaseScore> {
  const set = await mkdtemp(join(tmpdir(), 'field-case-'));
  try {
    await cp(base, set, { recursive: true });
    const files = await readdir(folder);
    if (files.includes(LIST)) {
      for (const gone of (await readFile(join(folder, LIST), 'utf8')).split(/\s+/).filter(Boolean)) {
        await rm(join(set, gone), { force: true });
      }
    }
    for (const file of files.filter((one) => /\.(ya?ml|json|env)$/.test(one)))
      await cp(join(folder, file), join(set, file));
    return scoreOf(name, expected, await judged(set));
  } finally {
    await rm(set, { recursive: true, force: true });
  }
}

/** A set that can't be read at all is a result, too: everything expected of it is missed. */
async function judged(set: string): Promise<LintResult | string> {
  try {
    return await lintSet({ manifests: set, today: new Date().toISOString().slice(0, 10) });
  } catch (error) {
    if (error instanceof UsageError) return messageOf(error);
    throw error;
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw new UsageError({ code: 'FIELD_CASES_UNREADABLE', message: `can't read ${folder}`, likely: messageOf(error) });
  }
}

const noCases = (folder: string, names: readonly string[]): UsageError =>
  new UsageError({
    code: 'FIELD_CASES_MISSING',
    message: `no folder of ${folder} is a case with an expectation`,
    details: [`known cases: ${names.join(', ')}`],
    hint: 'describe a new case in harness/qa/field/expectations.yaml',
  });
