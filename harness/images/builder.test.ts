import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Builder } from './builder.ts';
import { recipeBook } from './recipe.ts';
import { fakeEngine, folderWith } from './testing.ts';

const FILES = {
  'fixtures/images/base/recipe.yaml': 'parts: [{ kind: files, name: files, from: sources }]',
  'fixtures/images/base/Dockerfile': 'FROM scratch',
  'fixtures/images/top/recipe.yaml': 'base: base',
  'fixtures/images/top/Dockerfile': 'ARG BASE',
  'sources/a.txt': 'one',
};

function builderOf(repo: string, engine = fakeEngine()) {
  const contexts: string[][] = [];
  const build = engine.build;
  const recording = {
    ...engine,
    build: async (job: Parameters<typeof build>[0], signal: AbortSignal) => {
      contexts.push([job.base, ...(await readdir(job.contextDir, { recursive: true })).sort()]);
      await build(job, signal);
    },
  };
  const builder = new Builder({
    book: recipeBook(join(repo, 'fixtures', 'images')),
    engine: recording,
    cacheDir: join(repo, 'cache'),
    tools: { go: 'go', python: 'python3', mmdebstrap: 'mmdebstrap' },
    signal: new AbortController().signal,
    log: () => undefined,
    progress: () => undefined,
  });
  return { builder, engine, contexts };
}

test('the base is built first, each from its Dockerfile and parts; the next run builds nothing', async () => {
  const repo = await folderWith(FILES);
  const { builder, engine, contexts } = builderOf(repo);
  const [image, again] = await Promise.all([builder.image('top'), builder.image('top')]);
  expect(again.id).toBe(image.id);
  expect(image.tag).toMatch(/^dify-e2e\/top:[0-9a-f]{12}$/);
  expect(engine.calls).toEqual([expect.stringMatching('build dify-e2e/base:'), `build ${image.tag}`]);
  expect(contexts[0]).toEqual(['scratch', 'Dockerfile', 'files', 'files/a.txt']);
  await builderOf(repo, engine).builder.image('top');
  expect(engine.calls).toHaveLength(2);
});

test.each([
  ['a source of its base', 'sources/a.txt'],
  ['its Dockerfile', 'fixtures/images/top/Dockerfile'],
])('an image is another one when %s changes', async (_what, path) => {
  const [before, after] = await Promise.all([folderWith(FILES), folderWith({ ...FILES, [path]: 'changed' })]);
  expect(await builderOf(after).builder.digest('top')).not.toBe(await builderOf(before).builder.digest('top'));
});

test('nothing half-made is left when a build fails', async () => {
  const repo = await folderWith(FILES);
  const broken = fakeEngine({ build: () => Promise.reject(new Error('no space left on device')) });
  await expect(builderOf(repo, broken).builder.image('base')).rejects.toThrow('no space left');
  expect(await readdir(join(repo, 'cache', 'drafts'))).toEqual([]);
  expect(await readdir(join(repo, 'cache', 'parts'))).toHaveLength(1);
});
