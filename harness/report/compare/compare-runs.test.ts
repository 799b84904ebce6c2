import { expect, test } from 'vitest';
import type { CheckRecord } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { checkRecord, failed } from '../../core/model/testing/records.ts';
import { compareRuns } from './compare-runs.ts';
import { comparisonText } from './comparison-text.ts';

const run = (runId: string, checks: readonly CheckRecord[], scope: RunRecord['scope'] = 'rehearsal') =>
  ({
    ...{ runId, scope, checks, profile: 'full' },
    verdict: { verdict: 'GO' },
    subject: { difyVersion: '1.11.4', manifests: 'fixtures/manifests/dify' },
  }) as unknown as RunRecord;

const compare = (first: Partial<CheckRecord>, second: Partial<CheckRecord>) =>
  compareRuns(run('a', [checkRecord('x', first)]), run('b', [checkRecord('x', second)], 'release'));

test.each([
  ['times', 'indexed in 9.2 s at 2026-11-28T10:00:00.000Z', 'indexed in 12 s at 2026-11-29T11:30:00.123Z'],
  [
    'names of pods and addresses',
    'dify-api-55d94b7d6d-xkgrs at 10.244.0.12',
    'dify-api-6f8c9d7b5-abcde at 10.244.1.7:5001',
  ],
  ['ids', 'token e2e-0f6b8a1c-1111-4222-8333-abcdefabcdef', 'token e2e-99999999-1111-4222-8333-abcdefabcdef'],
  ['numbers that a check made up', '445048 * 388899 = 173078722152', '12345 * 67890 = 838102050'],
  ['amounts', 'at most 133Mi of 1024Mi; HTTP 502 ×42', 'at most 328Mi of 1024Mi; HTTP 502 ×37'],
  ['digests', 'redis:7: sha256:0123456789ab', 'redis:7: sha256:ba9876543210'],
])('%s that change with every run are no difference', (_, first, second) => {
  expect(compare({ notes: [first] }, { notes: [second] }).differences).toEqual([]);
});

test.each([
  ['a status', 'ssl_verify off: HTTP 200', 'ssl_verify off: HTTP 500'],
  ['a sentence', 'blocked by the proxy', 'reached the target'],
  ['a count of things', '18 targets compared', '17 targets compared'],
])('%s that differs is shown as it is in each report', (_, first, second) => {
  const [difference] = compare({ notes: ['same', first] }, { notes: ['same', second] }).differences;
  expect(difference?.notes).toEqual({ first: [first], second: [second] });
});

test('a check with another state comes first, with both reasons', () => {
  const first = run('a', [checkRecord('notes', { notes: ['one'] }), checkRecord('state')]);
  const second = run('b', [
    checkRecord('notes', { notes: ['two'] }),
    checkRecord('state', { result: failed('HTTP 502') }),
  ]);
  const { differences } = compareRuns(first, second);
  expect(differences.map(({ id }) => id)).toEqual(['state', 'notes']);
  expect(differences[0]).toMatchObject({
    state: { first: 'passed', second: 'failed' },
    reason: { first: '', second: 'HTTP 502' },
  });
});

const measured = (value: number) => checkRecord('x', { measurements: [{ name: 'p95', value, unit: 'ms' }] });

test('a measurement is a difference when it changed by half or more', () => {
  const between = (one: number, other: number) =>
    compareRuns(run('a', [measured(one)]), run('b', [measured(other)])).differences;
  expect(between(100, 140)).toEqual([]);
  expect(between(100, 160)[0]?.measurements).toEqual([{ name: 'p95', unit: 'ms', first: 100, second: 160 }]);
  expect(between(0, 3)).toHaveLength(1);
});

test('measurements of a double are not compared with those of the real part, unless asked for', () => {
  const [rehearsal, release] = [run('a', [measured(100)]), run('b', [measured(900)], 'release')];
  const without = compareRuns(rehearsal, release);
  expect(without.differences).toEqual([]);
  expect(comparisonText(without).join('\n')).toContain('--measurements');
  expect(compareRuns(rehearsal, release, true).differences).toHaveLength(1);
});

test('the same reason in both runs is not repeated beside another difference', () => {
  const result = { state: 'inconclusive', reason: 'not measured here' } as const;
  const [difference] = compare({ result, notes: ['one'] }, { result, notes: ['two'] }).differences;
  expect(difference?.reason).toEqual({ first: '', second: '' });
});

test('checks that only one run has are listed', () => {
  const { missing, compared } = compareRuns(
    run('a', [checkRecord('both'), checkRecord('old')]),
    run('b', [checkRecord('both'), checkRecord('new')]),
  );
  expect({ missing, compared }).toEqual({ missing: { first: ['new'], second: ['old'] }, compared: 1 });
});

test('the text names both runs, and what each of them saw', () => {
  const text = comparisonText(compare({ notes: ['HTTP 200'] }, { result: failed('HTTP 500'), notes: [] })).join('\n');
  expect(text).toContain('A  a  GO (rehearsal, full)');
  expect(text).toContain('B  b  GO (release, full)');
  expect(text).toMatch(/x: passed → failed\n {2}x holds\n {2}B {2}HTTP 500\n {2}A {2}HTTP 200/);
});
