import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareLock, writeLock } from './images-lock.ts';
import type { ResolvedImage } from './resolved.ts';
import { folderWith } from './testing/fake-engine.ts';

const pulled: ResolvedImage = {
  ref: 'b:1',
  tag: 'b:1',
  id: 'sha256:2',
  source: 'registry',
  double: false,
  digest: 'sha256:9',
};
const built: ResolvedImage = { ...pulled, ref: 'a:1', source: 'packages', recipe: 'a', digest: '0123' };

test('the same images as in the lock differ in nothing, in any order', async () => {
  const file = join(await folderWith({}), 'images.lock');
  await writeLock(file, [pulled, built]);
  expect(await compareLock(file, [built, pulled])).toEqual([]);
  expect((await readFile(file, 'utf8')).indexOf('a:1')).toBeLessThan((await readFile(file, 'utf8')).indexOf('b:1'));
});

test('new, lost and changed images are told apart', async () => {
  const file = join(await folderWith({}), 'images.lock');
  await writeLock(file, [pulled, built]);
  const double = { ...built, double: true };
  expect(await compareLock(file, [double, { ...pulled, ref: 'c:1' }])).toEqual([
    { ref: 'a:1', kind: 'changed', detail: 'packages (double a) 0123 instead of packages (recipe a) 0123' },
    { ref: 'b:1', kind: 'removed', detail: expect.any(String) },
    { ref: 'c:1', kind: 'added', detail: expect.any(String) },
  ]);
});

test('without a lock there is nothing to differ from; a broken one is an error', async () => {
  const folder = await folderWith({ 'images.lock': 'images: [1]' });
  expect(await compareLock(join(folder, 'none'), [built])).toEqual([]);
  await expect(compareLock(join(folder, 'images.lock'), [built])).rejects.toMatchObject({
    code: 'IMAGES_LOCK_INVALID',
  });
});
