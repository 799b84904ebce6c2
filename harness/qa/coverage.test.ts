import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageLine } from './coverage.ts';

test('says the three figures of a summary in one line', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'coverage-')), 'coverage-summary.json');
  const total = { lines: { pct: 81.24 }, branches: { pct: 70 }, functions: { pct: 90.5 }, statements: { pct: 80 } };
  writeFileSync(file, JSON.stringify({ total, 'a.ts': total }));
  expect(coverageLine(file)).toBe('unit test coverage: 81.24 % of lines, 70 % of branches, 90.5 % of functions');
});
