import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleRun } from '../testing/sample-run.ts';
import { writeReports } from '../write.ts';
import { REPORTERS } from './index.ts';
import type { Reporter } from './reporter.ts';

const NOT_A_FORMAT = ['index.ts', 'reporter.ts'];

test('each file of the directory is a reporter in the list, with a unique name', async () => {
  const files = (await readdir(import.meta.dirname)).filter((file) => !file.endsWith('.test.ts'));
  const formats = files.filter((file) => !NOT_A_FORMAT.includes(file)).map((file) => file.replace(/\.ts$/, ''));
  expect(REPORTERS.map(({ name }) => name).sort()).toEqual(formats.sort());
});

test('a reporter only needs its entry: its file is written, listed and checksummed like the others', async () => {
  const root = await mkdtemp(join(tmpdir(), 'dify-e2e-reporter-'));
  const dir = join(root, 'run-1');
  const csv: Reporter = {
    name: 'csv',
    async write(run, folder) {
      const lines = run.checks.map((check) => `${check.id},${check.result.state}`);
      await writeFile(join(folder, 'checks.csv'), `${lines.join('\n')}\n`);
      return ['checks.csv'];
    },
  };
  try {
    const { files, problems } = await writeReports(sampleRun(), dir, 'en', [...REPORTERS, csv]);
    expect(problems).toEqual([]);
    expect(files).toContain('checks.csv');
    expect(await readFile(join(dir, 'checks.csv'), 'utf8')).toContain('deployments-ready,passed\n');
    expect(await readFile(join(dir, 'SHA256SUMS'), 'utf8')).toContain('  checks.csv\n');
  } finally {
    await rm(root, { recursive: true });
  }
});
