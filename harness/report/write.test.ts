import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRecord } from '../core/model/testing/records.ts';
import { registerSecrets } from '../core/redact.ts';
import { readRun } from './read.ts';
import { REPORTERS } from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';
import { runRecordJsonSchema } from './schema.ts';
import { hostileCheck, sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { sampleSince } from './testing/sample-since.ts';
import { verifyReport } from './verify.ts';
import { writeReports } from './write.ts';

let root: string;
let dir: string;
const read = (name: string) => readFile(join(dir, name), 'utf8');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dify-e2e-report-'));
  dir = join(root, 'run-1');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Evidence that the sample's records name. */
async function placeEvidence(): Promise<void> {
  await mkdir(join(dir, 'playwright'), { recursive: true });
  await mkdir(join(dir, 'k6'), { recursive: true });
  const files = ['playwright/apps.png', 'playwright/trace.zip', 'k6/summary.json'];
  await Promise.all(files.map((file) => writeFile(join(dir, file), `content of ${file}`)));
}

describe('the published schema', () => {
  it('fits every record that is written, and refuses a wrong verdict', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(runRecordJsonSchema());
    for (const run of [sampleRun(), sampleNoGo(), { ...sampleNoGo(), sinceLastGo: sampleSince() }])
      expect([validate(JSON.parse(JSON.stringify(run))), validate.errors]).toEqual([true, null]);
    expect(validate({ ...sampleRun(), verdict: { ...sampleRun().verdict, verdict: 'PERHAPS' } })).toBe(false);
  });
});

describe('a written report', () => {
  it('has every format, checksums that sha256sum accepts, and is what latest points to', async () => {
    await placeEvidence();
    const { files, problems } = await writeReports(sampleRun(), dir, 'en');
    expect(problems).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['ctrf.json', 'junit.xml', 'signoff.html', 'signoff.json', 'signoff.md']),
    );
    await promisify(execFile)('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: dir });
    expect(await readlink(join(root, 'latest'))).toBe('run-1');
    expect(await verifyReport(dir)).toEqual([]);
  });

  it('points latest to the newest report and leaves no temporary link', async () => {
    await writeReports(sampleRun(), dir, 'en');
    await writeReports(sampleRun(), join(root, 'run-2'), 'en');
    expect(await readlink(join(root, 'latest'))).toBe('run-2');
    expect((await readdir(root)).sort()).toEqual(['latest', 'run-1', 'run-2']);
  });

  it('can be regenerated through latest, which still points to it', async () => {
    await writeReports(sampleRun(), dir, 'en');
    await writeReports(sampleRun(), join(root, 'latest'), 'zh');
    expect(await readlink(join(root, 'latest'))).toBe('run-1');
  });

  it('can be regenerated from its own record, in another language', async () => {
    await placeEvidence();
    await writeReports(sampleNoGo(), dir, 'en');
    const html = await read('signoff.html');
    const again = await writeReports(await readRun(dir), dir, 'zh');
    expect(again.run).toEqual(await readRun(dir));
    expect(await read('signoff.html')).toContain('演练：不是对真实镜像的验收');
    await writeReports(await readRun(dir), dir, 'en');
    expect(await read('signoff.html')).toBe(html);
  });

  it('contains no registered secret and no control character, whatever the records contain', async () => {
    registerSecrets(['hunter2-hunter2']);
    const leak = checkRecord('leak', { notes: ['the password is hunter2-hunter2'] });
    await writeReports(sampleRun({ checks: [leak, hostileCheck()] }), dir, 'en');
    for (const file of ['signoff.html', 'signoff.json', 'signoff.md', 'junit.xml', 'ctrf.json']) {
      const text = await read(file);
      expect([file, text.includes('hunter2')]).toEqual([file, false]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect([file, /[\u0000-\u0008\u001b]|\\u001b/.test(text)]).toEqual([file, false]);
    }
  });
});

describe('a broken reporter', () => {
  const broken: Reporter = { name: 'broken', write: () => Promise.reject(new Error('no paper')) };

  it('neither prevents the others nor goes unnoticed: the verdict is ERROR in all of them', async () => {
    const { run, problems } = await writeReports(sampleRun(), dir, 'en', [broken, ...REPORTERS]);
    expect(problems).toEqual(['reporter broken: no paper']);
    expect(run.verdict.verdict).toBe('ERROR');
    expect(JSON.parse(await read('signoff.json'))).toMatchObject({
      verdict: { verdict: 'ERROR', because: [{ check: 'harness', reason: 'reporter broken: no paper' }] },
    });
    expect(await read('signoff.html')).toContain('reporter broken: no paper');
    expect(await read('junit.xml')).toContain('reporter broken: no paper');
  });
});

it('derives the verdict from what is written, never from what was passed in', async () => {
  const forged = { ...sampleNoGo(), verdict: sampleRun().verdict };
  expect((await writeReports(forged, dir, 'en')).run.verdict.verdict).toBe('NO-GO');
});
