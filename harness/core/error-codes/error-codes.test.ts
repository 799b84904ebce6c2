import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { errorDocs } from './docs.ts';
import { ERROR_CODES } from './index.ts';

const groups = Object.entries(ERROR_CODES);
const codes = groups.flatMap(([, entries]) => Object.keys(entries));
const sources = globSync('{harness,e2e}/**/*.ts', {
  cwd: packageRoot(),
  exclude: (name) => name.includes('error-codes'),
})
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))
  .map((file) => readFileSync(join(packageRoot(), file), 'utf8'))
  .join('\n');

test('each code is in one group only, in alphabetical order', () => {
  expect(new Set(codes).size).toBe(codes.length);
  for (const [group, entries] of groups)
    expect([group, Object.keys(entries)]).toEqual([group, Object.keys(entries).toSorted()]);
});

test('every code is thrown somewhere, and every code that a library throws is listed', () => {
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  const thrown = [...sources.matchAll(/code: '([A-Z]+_[A-Z_]+)'/g)].map(([, code]) => code);
  expect([...new Set(thrown)].filter((code) => !codes.includes(code ?? ''))).toEqual([]);
});

test('the docs have a row for each code', () => {
  for (const code of codes) expect(errorDocs()).toContain(`\n| \`${code}\` | `);
});
