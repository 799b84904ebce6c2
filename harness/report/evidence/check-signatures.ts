import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../../core/model/run.ts';
import { SIGNATURES_FILE } from '../sums.ts';
import { unseal } from './envelope.ts';
import { signedFiles } from './signed-files.ts';
import { statementsOf } from './statements.ts';

/** @returns a line for each signature that is missing, is not this key's, or attests something else than the record gives. */
export async function checkSignatures(run: RunRecord, dir: string, key: KeyObject): Promise<string[]> {
  const text = await readFile(join(dir, SIGNATURES_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return [`${SIGNATURES_FILE} is missing: the report is not signed`];
  const wanted = statementsOf(run, await signedFiles(dir));
  const lines = text.split('\n');
  // The text ends with a line break, so the last part is empty.
  if (lines.pop() !== '' || lines.length !== wanted.length)
    return [`${SIGNATURES_FILE} has ${lines.length} signed statements instead of ${wanted.length}`];
  return lines.flatMap((line, index) => {
    const opened = unseal(line, key);
    const name = `signed statement ${index + 1} in ${SIGNATURES_FILE}`;
    if ('problem' in opened) return [`${name} ${opened.problem}`];
    return isDeepStrictEqual(opened.statement, wanted[index])
      ? []
      : [
          `${name} is genuine, but attests something else: the record, the files or SHA256SUMS changed after it was signed`,
        ];
  });
}
