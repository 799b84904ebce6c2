import { chmod, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestTree } from './digest.ts';
import { folderWith } from './testing/fake-engine.ts';

const FILES = { 'a.txt': 'one', 'sub/b.txt': 'two' };

test('the same files have the same digest, wherever and whenever they were written', async () => {
  const [here, there] = await Promise.all([folderWith(FILES), folderWith(FILES)]);
  await utimes(join(there, 'a.txt'), 1, 1);
  expect(await digestTree(there)).toBe(await digestTree(here));
});

test.each([
  ['contents', { ...FILES, 'a.txt': 'ONE' }],
  ['a name', { 'A.txt': 'one', 'sub/b.txt': 'two' }],
  ['a place', { 'a.txt': 'one', 'b.txt': 'two' }],
  ['a file more', { ...FILES, 'c.txt': '' }],
])('%s changes the digest', async (_what, files) => {
  expect(await digestTree(await folderWith(files))).not.toBe(await digestTree(await folderWith(FILES)));
});

test('the executable bit is part of an image', async () => {
  const folder = await folderWith(FILES);
  const before = await digestTree(folder);
  await chmod(join(folder, 'a.txt'), 0o755);
  expect(await digestTree(folder)).not.toBe(before);
});

test("tools' leftovers and excluded files don't count", async () => {
  const folder = await folderWith({ ...FILES, '__pycache__/a.pyc': 'x', 'sub/tests/t.py': 'x' });
  expect(await digestTree(folder, ['sub/tests'])).toBe(await digestTree(await folderWith(FILES)));
  await writeFile(join(folder, 'sub', 'b.txt'), 'changed');
  expect(await digestTree(folder, ['sub/tests'])).not.toBe(await digestTree(await folderWith(FILES)));
});
