import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import type { CheckRecord } from '../../core/model/check.ts';
import type { Cause, RunRecord, Verdict } from '../../core/model/run.ts';
import { checkRecord, failed } from '../../core/model/testing/records.ts';
import type { Executed } from '../../run/execute.ts';
import type { Runner, RunRequest } from '../runner.ts';
import { nightly } from './nightly.ts';

const loaded = loadConfig('configs/rehearsal.yaml');
let asked: RunRequest[];
beforeEach(() => {
  asked = [];
  vi.spyOn(process, 'cwd').mockReturnValue(mkdtempSync(join(tmpdir(), 'nightly-')));
  return () => vi.restoreAllMocks();
});

/** Whose runs all end like this. */
function runner(
  verdict: Verdict,
  first?: Pick<Cause, 'check' | 'claims'>,
  checks: readonly CheckRecord[] = [],
): Runner {
  const because = first ? [{ ...first, kind: 'check', reason: 'r', blocks: [] }] : [];
  const record = { verdict: { verdict, because }, checks } as unknown as RunRecord;
  return {
    signal: new AbortController().signal,
    run: async (request) => {
      asked.push(request);
      return { record } as Executed;
    },
    up: async () => ({ ready: false, lines: [] }),
    say: () => undefined,
  };
}

describe('a cluster fault', () => {
  test('must end in ERROR, and blame no check on the deployment', async () => {
    const night = (verdict: Verdict) => ({ loaded, runner: runner(verdict) });
    expect((await nightly(night('ERROR'), ['api-server-stops-smoke'])).tally.failed).toEqual([]);
    for (const verdict of ['GO', 'NO-GO', 'INCONCLUSIVE'] as const) {
      const { tally } = await nightly(night(verdict), ['api-server-stops-smoke']);
      expect(tally.failed).toEqual([`api-server-stops-smoke: ${verdict} instead of ERROR`]);
    }
    const blamed = runner('ERROR', undefined, [checkRecord('login', { result: failed() })]);
    const { tally } = await nightly({ loaded, runner: blamed }, ['api-server-stops-smoke']);
    expect(tally.failed).toEqual(['api-server-stops-smoke: blamed on the deployment: login']);
  });
});

describe('a breakage', () => {
  test('is found when the run is NO-GO and names its claim first; its plan is changed, and the set is as it was', async () => {
    const night = { loaded, runner: runner('NO-GO', { check: 'external-postgres', claims: ['EXT-1'] }) };
    const { tally, exitCode } = await nightly(night, ['database-down']);
    expect([tally.failed, exitCode]).toEqual([[], 0]);
    expect(asked).toMatchObject([{ profile: 'quick', setTitle: expect.stringContaining('database-down') }]);
    expect(asked[0]?.change).toBeDefined();
  });

  test.each([
    ['GO', undefined],
    ['NO-GO', { check: 'drift', claims: ['DEP-4'] }],
    ['ERROR', { check: 'harness', claims: [] }],
  ] as const)('that comes out as %s with another cause is a defect', async (verdict, first) => {
    const { tally, exitCode } = await nightly({ loaded, runner: runner(verdict, first) }, ['database-down']);
    expect(tally.failed).toEqual([expect.stringContaining(`database-down: ${verdict}`)]);
    expect(exitCode).toBe(2);
  });

  test('of which no pod would start is found in the files alone', async () => {
    const { tally } = await nightly({ loaded, runner: runner('GO') }, ['missing-secret-key']);
    expect(tally.failed).toEqual([]);
    expect(`${tally}`).toBe('1 passed, 0 failed');
    expect(asked).toEqual([]);
  });
});

describe('a variant', () => {
  test('is run on its own copy, with a longer silence, and must be GO', async () => {
    const { tally } = await nightly({ loaded, runner: runner('GO') }, ['two-hosts']);
    expect(tally.failed).toEqual([]);
    const config = asked[0]?.loaded.config;
    expect(config?.manifests.path).toContain(resolve(process.cwd(), '.dify-e2e', 'variants', 'two-hosts-'));
    expect(config?.timeouts.silentSeconds).toBeGreaterThanOrEqual(65);
    expect(asked[0]?.change).toBeUndefined();
  });

  test('that is not GO is a defect', async () => {
    const { tally, exitCode } = await nightly({ loaded, runner: runner('CONDITIONAL') }, ['two-hosts']);
    expect([tally.failed.length, exitCode]).toEqual([1, 2]);
  });
});
