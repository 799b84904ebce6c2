import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pruneImages } from './prune.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const CACHE = { 'go/build/x': 'x', 'go/mod/y': 'y', 'parts/go-0123/content': 'program', 'tools/kind': 'program' };
const image = { id: 'sha256:1', repoDigests: [], labels: {} };

async function has(folder: string, path: string): Promise<boolean> {
  return access(join(folder, path)).then(
    () => true,
    () => false,
  );
}

test("Go's caches go alone: what was built with them stays", async () => {
  const cache = await folderWith(CACHE);
  const removed = await pruneImages(cache, fakeEngine(), { what: 'go' });
  expect(removed.map(({ name }) => name)).toEqual([join(cache, 'go', 'build'), join(cache, 'go', 'mod')]);
  expect(await has(cache, 'go/build')).toBe(false);
  expect(await has(cache, 'parts/go-0123/content')).toBe(true);
});

test('everything that images left goes, in the order that the engine allows, and nothing of others', async () => {
  const cache = await folderWith(CACHE);
  const engine = fakeEngine();
  for (const name of ['dify-e2e/base:1', 'dify-e2e/top:1', 'dify-e2e/used:1']) engine.images.set(name, image);
  const remove = async (name: string): Promise<void> => {
    if (name.includes('used')) throw new Error('a container uses it');
    if (name.includes('base') && engine.images.has('dify-e2e/top:1')) throw new Error('it has child images');
    engine.images.delete(name);
  };
  await pruneImages(cache, { ...engine, remove }, { what: 'all' });
  expect([...engine.images.keys()]).toEqual(['dify-e2e/used:1']);
  expect(await has(cache, 'parts')).toBe(false);
  expect(await has(cache, 'tools/kind')).toBe(true);
});
