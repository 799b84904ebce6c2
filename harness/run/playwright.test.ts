import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { command } from '../provision/exec/command.ts';
import { listChecks, type PlaywrightOptions, runPhase } from './playwright.ts';

vi.mock('../provision/exec/command.ts', () => ({ command: vi.fn() }));

const { signal } = new AbortController();
let results: string;
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'playwright-'));
  vi.mocked(command).mockReset();
});

/** Playwright, as far as the harness sees it: it writes a file, or does not, and ends with a code. */
function playwright(exitCode: number, file?: string, content?: unknown): void {
  vi.mocked(command).mockImplementation(async () => {
    if (file) writeFileSync(file, JSON.stringify(content));
    return { exitCode, stdout: 'Error: No tests found', stderr: 'worker crashed' };
  });
}
const smoke = (more: Partial<PlaywrightOptions> = {}) =>
  runPhase({
    phase: 'smoke',
    environmentFile: '/e.json',
    results,
    reportDir: '/report',
    signal,
    onLine: () => undefined,
    ...more,
  });
const recordsFile = () => join(results, 'checks-smoke.json');

describe('a phase', () => {
  test('gives the records of its checks, also when some failed', async () => {
    const records = [checkRecord('a'), checkRecord('b', { result: failed() })];
    playwright(1, recordsFile(), { schema: 'dify-e2e/checks/1', checks: records });
    expect((await smoke()).map(({ id, result }) => [id, result.state])).toEqual([
      ['a', 'passed'],
      ['b', 'failed'],
    ]);
  });

  test('that broke does not come out with the records of an earlier time', async () => {
    writeFileSync(recordsFile(), JSON.stringify([checkRecord('a')]));
    playwright(1);
    await expect(smoke()).rejects.toMatchObject({ code: 'CHECKS_DID_NOT_RUN' });
  });

  test('whose records are none of this version is an error, never a pass', async () => {
    playwright(0, recordsFile(), [checkRecord('a')]);
    await expect(smoke()).rejects.toMatchObject({ code: 'SAVED_STATE_UNREADABLE' });
  });

  test('that left no records shows the last lines of Playwright, and its exit code', async () => {
    playwright(3);
    await expect(smoke()).rejects.toMatchObject({
      message: expect.stringContaining('exit code 3'),
      details: expect.arrayContaining(['worker crashed']),
    });
  });

  test('that ended well without a record is still no pass', async () => {
    playwright(0);
    await expect(smoke()).rejects.toMatchObject({ code: 'CHECKS_DID_NOT_RUN' });
  });

  test('in which nothing matches what the user chose has no records', async () => {
    playwright(0);
    expect(await smoke({ extraArgs: ['--grep', 'login'] })).toEqual([]);
    expect(vi.mocked(command).mock.calls[0]?.[1]).toEqual(
      expect.arrayContaining(['--pass-with-no-tests', '--grep', 'login']),
    );
  });

  test('that broke is an error, whatever the user chose', async () => {
    playwright(1);
    await expect(smoke({ extraArgs: ['--grep', 'login'] })).rejects.toMatchObject({ code: 'CHECKS_DID_NOT_RUN' });
  });
});

describe('the catalogue', () => {
  test('is what Playwright lists now, never an older list', async () => {
    const file = join(results, 'catalogue.json');
    playwright(0, file, { schema: 'dify-e2e/catalogue/1', checks: [checkRecord('a')] });
    expect(await listChecks(file, signal)).toHaveLength(1);
    playwright(1);
    await expect(listChecks(file, signal)).rejects.toMatchObject({ code: 'CATALOGUE_UNREADABLE' });
  });
});
