import { expect, test } from 'vitest';
import { RULES } from '../catalogue.ts';
import { ruleDocs } from './pages.ts';
import { GROUPS } from './rule-index.ts';

const docs = ruleDocs();
const index = docs.get('rules.md') ?? '';

test('the docs have every rule of the catalogue, in its order', () => {
  expect(GROUPS.flatMap(({ rules }) => rules)).toEqual(RULES);
});

test('each rule has a page, which the index links to', () => {
  expect([...docs.keys()]).toEqual(['rules.md', ...RULES.map(({ id }) => `rules/${id}.md`)]);
  for (const { id } of RULES) expect(index).toContain(`| [${id}](rules/${id}.md) |`);
});

test('a page shows the finding of its incorrect example', () => {
  expect(docs.get('rules/secret-key-missing.md')).toMatch(/## Incorrect\n[\s\S]*- `\d+:\d+` \*\*Deployment .*no key/);
});

test('nothing in a rule breaks the table, and every fence is closed', () => {
  const rows = index.split('\n').filter((line) => line.startsWith('| ['));
  for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
  for (const page of docs.values()) expect((page.match(/^```/gm) ?? []).length % 2).toBe(0);
});
