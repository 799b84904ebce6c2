import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { RuleCases } from './cases.ts';

const RULES = join(import.meta.dirname, '..', 'rules');
const ENDING = '.cases.yaml';

/** @returns the files that hold cases, by the id of their rule. */
export const casesFiles = (): ReadonlyMap<string, string> =>
  new Map(
    globSync(`*/*${ENDING}`, { cwd: RULES })
      .sort()
      .map((file) => [basename(file, ENDING), join(RULES, file)]),
  );

/** @throws an error that names the file, and each field that is not as it must be. */
export function readCases(file: string): RuleCases {
  const { data, error } = RuleCases.safeParse(parse(readFileSync(file, 'utf8')));
  if (!data) throw new Error(`${file}:\n${z.prettifyError(error)}`);
  return data;
}
