import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../core/model/run.ts';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { writeSums } from './sums.ts';
import { sampleRun } from './testing/sample-run.ts';
import { verifyReport } from './verify.ts';
import { writeReports } from './write.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

let root: string;
let dir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dify-e2e-verify-'));
  dir = join(root, 'run');
  await writeReports(sampleRun({ checks: [checkRecord('a'), checkRecord('b', { needs: ['dify-api'] })] }), dir, 'en');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Edits the record and makes the sums fit again, so that only the record's contradictions are left to find. */
async function edit(change: (run: Writable<RunRecord>) => void): Promise<string[]> {
  const file = join(dir, 'signoff.json');
  const run = JSON.parse(await readFile(file, 'utf8')) as Writable<RunRecord>;
  change(run);
  await writeFile(file, JSON.stringify(run));
  await writeSums(dir);
  return verifyReport(dir);
}

describe('verify-report', () => {
  it('finds nothing in an unchanged report', async () => {
    expect(await verifyReport(dir)).toEqual([]);
  });

  it('finds changed, missing and added files', async () => {
    await writeFile(join(dir, 'signoff.md'), 'GO, really');
    await rm(join(dir, 'junit.xml'));
    await writeFile(join(dir, 'extra.txt'), 'x');
    const problems = (await verifyReport(dir)).join('\n');
    expect(problems).toContain('signoff.md does not match its checksum in SHA256SUMS');
    expect(problems).toContain('junit.xml is missing');
    expect(problems).toContain('extra.txt is not listed');
  });

  it('finds a verdict that does not follow from the records', async () => {
    const failing = checkRecord('c', { result: failed() });
    expect(await edit((run) => (run.checks = [...run.checks, failing]))).toEqual([
      'the report says GO, but its records give NO-GO: A mandatory check failed, was flaky or was blocked.',
    ]);
  });

  it('finds a rehearsal that is passed off as a release', async () => {
    const problems = await edit((run) => (run.scope = 'release'));
    expect(problems.join('\n')).toContain('its records give ERROR');
    expect(await edit((run) => (run.verdict = { ...run.verdict, scope: 'rehearsal' }))).not.toEqual([]);
  });

  it('finds records that hide a double, duplicate ids, unknown claims and missing evidence', async () => {
    const evidence = [{ name: 'x', path: 'gone.png', contentType: 'image/png' }];
    const problems = await edit((run) => {
      run.checks = [
        checkRecord('a', { evidence }),
        checkRecord('a'),
        checkRecord('b', { needs: ['dify-api'], claims: ['XYZ-9'] }),
      ];
    });
    expect(problems).toEqual([
      'the report says GO, but its records give ERROR: The records are not those of the declared checks.',
      'check a has more than one record',
      'check b refers to claim XYZ-9, which does not exist',
      'check b needs the real dify-api, which was replaced, but its record does not say so',
      'evidence of a is missing: gone.png',
    ]);
  });

  it('explains a directory without a report, a record that is not JSON and one with wrong fields', async () => {
    expect((await verifyReport(root)).join('\n')).toContain('REPORT_UNREADABLE');
    expect((await edit((run) => Object.assign(run, { checks: 'none', scope: 'real' }))).join('\n')).toMatch(
      /REPORT_INVALID[\s\S]*scope[\s\S]*checks/,
    );
    await writeFile(join(dir, 'signoff.json'), '{');
    expect((await verifyReport(dir)).join('\n')).toContain('REPORT_UNREADABLE');
    expect((await verifyReport(join(root, 'nowhere'))).join('\n')).toContain('REPORT_UNREADABLE');
  });
});
