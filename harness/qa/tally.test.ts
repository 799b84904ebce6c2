import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blockedBy, checkRecord, failed } from '../core/model/testing/records.ts';
import { Tally } from './tally.ts';

test('counts what passed, and names what failed', () => {
  const tally = new Tally();
  tally.add('types', true);
  tally.add('lint', false);
  expect(`${tally}`).toBe('1 passed, 1 failed');
  expect(tally.failed).toEqual(['lint']);
});

test('a check that did not pass has failed, whatever the reason; an informational one does not count', () => {
  const tally = new Tally();
  tally.addChecks([
    checkRecord('good'),
    checkRecord('bad', { result: failed() }),
    checkRecord('kept', { result: blockedBy('bad') }),
    checkRecord('left-out', { result: { state: 'skipped', reason: 'x' }, severity: 'recommended' }),
    checkRecord('unsure', { result: { state: 'inconclusive', reason: 'x' } }),
    checkRecord('shaky', { result: { state: 'flaky', reason: 'x' } }),
    checkRecord('by-the-way', { result: failed(), severity: 'informational' }),
    checkRecord('by-the-way-too', { severity: 'informational' }),
  ]);
  expect(`${tally}`).toBe('1 passed, 5 failed');
  expect(tally.failed).toContain('kept: blocked');
});

test('a check about something that the set does not have is skipped: neither passed nor failed', () => {
  const tally = new Tally();
  const absent = { state: 'skipped', reason: 'the set has no Gateway', notApplicable: true } as const;
  tally.addChecks([checkRecord('good'), checkRecord('routes-accepted', { result: absent })]);
  expect(`${tally}`).toBe('1 passed, 0 failed, 1 skipped');
  expect(tally.failed).toEqual([]);
});

test("reads vitest's report: a file that can't be loaded has failed, a skipped test has not passed", () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tally-')), 'vitest.json');
  const tests = ['passed', 'failed', 'skipped'].map((status) => ({ fullName: `is ${status}`, status }));
  const suites = [
    { name: 'a.test.ts', status: 'failed', assertionResults: tests },
    { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
  ];
  writeFileSync(file, JSON.stringify({ testResults: suites }));
  const tally = new Tally();
  tally.addVitest(file);
  expect(`${tally}`).toBe('1 passed, 3 failed');
  expect(tally.failed).toEqual(['a.test.ts: is failed', 'a.test.ts: is skipped', 'broken.test.ts']);
});
