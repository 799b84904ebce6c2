import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../core/model/run.ts';
import { packageRoot } from '../core/package-root.ts';

const root = packageRoot();
const decisions = readdirSync(join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`);
const GUIDES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/glossary.md',
  'docs/lint.md',
  ...decisions,
];
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first = '']) => first);

/** Folders whose contents are in git, so that a path that starts with one of them can be looked up. */
const TOP = 'e2e|harness|fixtures|configs|docs|schemas|\\.github';

test.each(GUIDES)('%s links to files that exist', (file) => {
  const links = matches(textOf(file), /\]\((?!https?:|#)([^)#]+)/g);
  expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
});

test.each(GUIDES)('%s names files and folders that exist', (file) => {
  const paths = matches(textOf(file), new RegExp(`\`((?:${TOP})/[^\`\\s<>*{…]*)\``, 'g'));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(GUIDES)('%s names scripts that exist', (file) => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> };
  const named = matches(textOf(file), /npm run ([a-z0-9:-]+)/g).map((name) => name.replace(/[:-]$/, ''));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('the glossary and the README give each verdict its exit code', () => {
  for (const [verdict, code] of Object.entries(EXIT_CODES)) {
    expect(textOf('docs/glossary.md')).toMatch(new RegExp(`^\\| \\*\\*${verdict}\\*\\* \\|.*\\| ${code} \\|$`, 'm'));
    expect(textOf('README.md')).toMatch(new RegExp(`^\\| ${code} +\\| ${verdict}:`, 'm'));
  }
});
