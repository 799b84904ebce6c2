import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../lint/catalogue.ts';
import { expectations, FIELD } from './expectations.ts';
import { judgeField } from './field.ts';
import { fieldFailures, fieldTable } from './score.ts';

const BASE = join(FIELD, '..', '..', '..', 'fixtures', 'manifests', 'dify');
const CASES = join(FIELD, 'cases');

test('every rule that a case expects exists', () => {
  const named = [...expectations().values()].flatMap(({ findings, allowed }) =>
    [...findings, ...allowed].flatMap(({ rule }) => rule ?? []),
  );
  const known = RULES.map(({ id }) => id);
  expect(named.filter((id) => !known.includes(id))).toEqual([]);
});

test('the cases of this repository are judged as expected', { timeout: 60_000 }, async () => {
  const scores = await judgeField(BASE, CASES);
  expect(fieldFailures(scores)).toEqual([]);
  expect(scores.length).toBeGreaterThanOrEqual(4);
});

test('what is missed and what nobody expects is counted and listed', async () => {
  const scores = [
    { name: 'a', found: 3, misses: ['x'], extras: [] },
    { name: 'b', found: 0, misses: [], extras: ['y', 'z'] },
  ];
  expect(fieldTable(scores)).toEqual([
    '2 cases, 0 of them exactly as expected',
    'precision 60.0 % (3 of 5 findings are expected)',
    'recall    75.0 % (3 of 4 expected findings are there)',
  ]);
  expect(fieldFailures(scores)).toEqual(['a: missed x', 'b: extra y', 'b: extra z']);
});

test('a folder without a known case is refused, and so is one that is not there', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'field-'));
  await expect(judgeField(BASE, empty)).rejects.toMatchObject({ code: 'FIELD_CASES_MISSING' });
  await expect(judgeField(BASE, join(empty, 'no'))).rejects.toMatchObject({ code: 'FIELD_CASES_UNREADABLE' });
});
