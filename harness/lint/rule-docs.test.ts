import { expect, test } from 'vitest';
import { RULES } from './catalogue.ts';
import { GROUPS, ruleDocs } from './rule-docs.ts';

test('the docs have every rule of the catalogue, in its order', () => {
  expect(GROUPS.flatMap(({ rules }) => rules)).toEqual(RULES);
});

test('each rule has a chapter, which the contents lead to', () => {
  const docs = ruleDocs();
  for (const { id } of RULES) {
    expect(docs).toContain(`| [${id}](#${id}) |`);
    expect(docs).toContain(`\n### ${id}\n`);
  }
});

test('nothing in a rule breaks a table, and no example ends its own fence', () => {
  for (const line of ruleDocs().split('\n')) {
    if (line.startsWith('| [')) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(6);
  }
  for (const { examples } of RULES) {
    for (const { manifests } of Object.values(examples)) expect(manifests).not.toContain('```');
  }
});
