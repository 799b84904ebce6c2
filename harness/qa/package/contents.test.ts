import { expect, test } from 'vitest';
import { packageProblems } from './contents.ts';

const good = { size: 1_000_000, paths: ['package.json', 'dist/harness/cli/main.js', 'fixtures/outside/src/main.ts'] };

test('a package with what a run needs has no problems', () => {
  expect(packageProblems(good, ['package.json'])).toEqual([]);
});

test.each([
  ['a size above the limit', { ...good, size: 3_000_001 }, 'it has 3000001 bytes'],
  ['a compiled test', { ...good, paths: ['dist/a.test.js'] }, 'dist/a.test.js is of no use'],
  ['what tests use', { ...good, paths: ['dist/a/testing/b.js'] }, 'dist/a/testing/b.js is of no use'],
  ['tests in Python', { ...good, paths: ['fixtures/a/tests/test_a.py'] }, 'test_a.py is of no use'],
  ['a log', { ...good, paths: ['out.log'] }, 'out.log is of no use'],
  ['a source map', { ...good, paths: ['dist/a.js.map'] }, 'dist/a.js.map is of no use'],
  ['a source beside its build', { ...good, paths: ['a/b.ts', 'dist/a/b.js'] }, 'a/b.ts is in it twice'],
])('%s is a problem', (_, packed, problem) => {
  expect(packageProblems(packed, [])).toEqual([expect.stringContaining(problem)]);
});

test('what a run needs must be there', () => {
  expect(packageProblems(good, ['configs/rehearsal.yaml'])).toEqual(['configs/rehearsal.yaml is missing']);
});
