import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureLayer, hasLayer, layerPath } from './layer-cache.ts';
import { folderWith } from './testing/fake-engine.ts';

const { signal } = new AbortController();
const key = { kind: 'go', digest: 'a'.repeat(64) };

test('a layer is made once, however many ask for it at the same time', async () => {
  const cache = await folderWith({});
  let made = 0;
  const make = async (target: string): Promise<object> => {
    made += 1;
    await writeFile(target, 'program');
    return { note: 'kept' };
  };
  const paths = await Promise.all([1, 2, 3].map(() => ensureLayer(cache, key, signal, make)));
  expect(made).toBe(1);
  expect(new Set(paths).size).toBe(1);
  expect(await readFile(paths[0] ?? '', 'utf8')).toBe('program');
});

test('a layer that could not be made is not in the cache, and is made again', async () => {
  const cache = await folderWith({});
  const fail = async (target: string): Promise<object> => {
    await writeFile(target, 'half');
    throw new Error('interrupted');
  };
  await expect(ensureLayer(cache, key, signal, fail)).rejects.toThrow('interrupted');
  expect(await hasLayer(cache, key)).toBe(false);
  expect(await readdir(join(cache, 'drafts'))).toEqual([]);
  await ensureLayer(cache, key, signal, async (target) => {
    await writeFile(target, 'whole');
    return {};
  });
  expect(await hasLayer(cache, key)).toBe(true);
});

test('a layer that has lost its contents is made again', async () => {
  const cache = await folderWith({});
  const make = async (target: string): Promise<object> => {
    await writeFile(target, 'program');
    return {};
  };
  const path = await ensureLayer(cache, key, signal, make);
  await writeFile(path, '');
  expect(await hasLayer(cache, key)).toBe(false);
  expect(await readFile(await ensureLayer(cache, key, signal, make), 'utf8')).toBe('program');
});

test('a layer lies where earlier versions have put it', () => {
  expect(layerPath('/cache', key)).toBe('/cache/parts/go-aaaaaaaaaaaa/content');
});
