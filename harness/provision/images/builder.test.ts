import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Builder } from './builder.ts';
import { recipeBook } from './recipe.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const FILES = {
  'fixtures/images/base/recipe.yaml': 'layers: [{ kind: files, name: files, from: sources }]',
  'fixtures/images/base/Dockerfile': 'FROM scratch',
  'fixtures/images/top/recipe.yaml': 'base: base',
  'fixtures/images/top/Dockerfile': 'ARG BASE',
  'sources/a.txt': 'one',
};

function builderOf(repo: string, engine = fakeEngine()) {
  const contexts: string[][] = [];
  const args: Readonly<Record<string, string>>[] = [];
  const build = engine.build;
  const recording = {
    ...engine,
    build: async (job: Parameters<typeof build>[0], signal: AbortSignal) => {
      contexts.push([job.args.BASE, ...(await readdir(job.contextDir, { recursive: true })).sort()]);
      args.push(job.args);
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
  return { builder, engine, contexts, args };
}

test('the base is built first, each from its Dockerfile and layers; the next run builds nothing', async () => {
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

test('two runs at the same time build one image between them', async () => {
  const repo = await folderWith(FILES);
  const engine = fakeEngine();
  const [one, other] = [builderOf(repo, engine), builderOf(repo, engine)];
  await Promise.all([one.builder.image('top'), other.builder.image('top')]);
  expect(engine.calls.map((call) => call.split(':')[0])).toEqual(['build dify-e2e/base', 'build dify-e2e/top']);
});

test.each([
  ['a source of its base', 'sources/a.txt'],
  ['its Dockerfile', 'fixtures/images/top/Dockerfile'],
])('an image is another one when %s changes', async (_what, path) => {
  const [before, after] = await Promise.all([folderWith(FILES), folderWith({ ...FILES, [path]: 'changed' })]);
  expect(await builderOf(after).builder.digest('top')).not.toBe(await builderOf(before).builder.digest('top'));
});

test('names of images stay what they were, so that a cache that is filled serves the next version too', async () => {
  const { builder } = builderOf(
    await folderWith({
      ...FILES,
      'fixtures/images/double/recipe.yaml': 'base: base\nemulates: { 1.9.1: { IMAGE_USER: "0" } }',
      'fixtures/images/double/Dockerfile': 'ARG BASE',
    }),
  );
  expect(await builder.tag('base')).toBe('dify-e2e/base:c3d2af5dda1e');
  expect(await builder.tag('double', '1.9.1')).toBe('dify-e2e/double:1.9.1-93cadc7acd47');
});

describe('a double', () => {
  const DOUBLE = {
    'fixtures/images/double/recipe.yaml': 'emulates: { 1.9.1: { IMAGE_USER: "0" }, 1.11.4: { IMAGE_USER: "1001" } }',
    'fixtures/images/double/Dockerfile': 'ARG BASE',
  };

  test('is one image for each version that it emulates, told apart by build arguments alone', async () => {
    const { builder, engine, args } = builderOf(await folderWith(DOUBLE));
    const [old, recent] = [await builder.image('double', '1.9.1'), await builder.image('double', '1.11.4')];
    expect(old.tag).toMatch(/^dify-e2e\/double:1\.9\.1-[0-9a-f]{12}$/);
    expect(recent.digest).not.toBe(old.digest);
    expect(engine.calls).toEqual([`build ${old.tag}`, `build ${recent.tag}`]);
    expect(args).toEqual([
      { BASE: 'scratch', PLAYS: '1.9.1', IMAGE_USER: '0' },
      { BASE: 'scratch', PLAYS: '1.11.4', IMAGE_USER: '1001' },
    ]);
  });

  test.each(['1.10.0', undefined])('asked to emulate %s, which it does not know, is not built', async (version) => {
    const { builder, engine } = builderOf(await folderWith(DOUBLE));
    await expect(builder.image('double', version)).rejects.toMatchObject({ code: 'DOUBLE_VERSION_UNSUPPORTED' });
    expect(engine.calls).toEqual([]);
  });

  test('is no recipe that says nothing of versions', async () => {
    const { builder } = builderOf(await folderWith(FILES));
    await expect(builder.image('top', '1.9.1')).rejects.toMatchObject({ code: 'DOUBLE_VERSION_UNSUPPORTED' });
  });
});

test('nothing half-made is left when a build fails', async () => {
  const repo = await folderWith(FILES);
  const broken = fakeEngine({ build: () => Promise.reject(new Error('no space left on device')) });
  await expect(builderOf(repo, broken).builder.image('base')).rejects.toThrow('no space left');
  expect(await readdir(join(repo, 'cache', 'drafts'))).toEqual([]);
  expect(await readdir(join(repo, 'cache', 'parts'))).toHaveLength(1);
});
