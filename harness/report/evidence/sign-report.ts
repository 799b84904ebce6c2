import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { readRun } from '../read.ts';
import { SIGNATURES_FILE } from '../sums.ts';
import { verifyReport } from '../verify.ts';
import { seal } from './envelope.ts';
import { privateKeyFrom } from './keys.ts';
import { signedFiles } from './signed-files.ts';
import { statementsOf } from './statements.ts';

/**
 * Signs what the run attests, and with it SHA256SUMS: from then on nobody without the key can change the report unnoticed.
 * @returns types of the statements that were signed; none for a run without a verdict on the deployment.
 * @throws UsageError `SIGNING_KEY_UNREADABLE`; `REPORT_ALTERED` if the report does not verify: that must not be signed.
 */
export async function signReport(dir: string, keyFile: string): Promise<string[]> {
  const key = await privateKeyFrom(keyFile);
  const problems = await verifyReport(dir);
  if (problems.length > 0)
    throw new UsageError({
      code: 'REPORT_ALTERED',
      message: `${dir} does not verify, so it is not signed`,
      likely: 'a file was changed after the run',
      details: problems,
      hint: 'write the report again from its record, look at it, then sign it',
    });
  const statements = statementsOf(await readRun(dir), await signedFiles(dir));
  const lines = statements.map((statement) => `${JSON.stringify(seal(statement, key))}\n`);
  await writeFile(join(dir, SIGNATURES_FILE), lines.join(''));
  return statements.map(({ predicateType }) => predicateType);
}
