import { expect, test } from 'vitest';
import { loadFailures, loadTable } from './load-verdict.ts';

const times = { bytes: 1_000_000_000, ctrSeconds: 8, firstSeconds: 10, laterSeconds: 2 };

test('the table has rates and the ratio to containerd alone', () => {
  expect(loadTable(times)[1]).toMatch(/8\.0 s +125 MB\/s/);
  expect(loadTable(times).at(-1)).toBe('ratio first run / ctr: 0.80');
});

test('what is within the limits is no failure', () => {
  expect(loadFailures(times)).toEqual([]);
});

test.each([
  [{ firstSeconds: 11 }, 'the first run moves 0.73 of what ctr alone moves, not 0.8'],
  [{ laterSeconds: 3.4 }, 'a later run takes 3.4 s, not 3 s'],
])('a broken limit is told: %j', (more, sentence) => {
  expect(loadFailures({ ...times, ...more })).toEqual([sentence]);
});
