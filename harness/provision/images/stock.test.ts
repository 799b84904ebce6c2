import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Builder } from './builder.ts';
import { recipeBook } from './recipe.ts';
import type { StockImage } from './recipe-schema.ts';
import { Maker, onStock, stockBook } from './stock.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const FILES = {
  'fixtures/images/runtime/recipe.yaml':
    'stock: { images: { PYTHON_IMAGE: "python:3.12-slim" }, python: "3.12" }\nlayers: [{ kind: files, name: files, from: sources }]',
  'fixtures/images/runtime/Dockerfile': 'FROM scratch',
  'fixtures/images/runtime/stock.Dockerfile': 'ARG PYTHON_IMAGE',
  'fixtures/images/top/recipe.yaml': 'base: runtime\nstock: {}\nlayers: [{ kind: files, name: files, from: sources }]',
  'fixtures/images/top/Dockerfile': 'ARG BASE',
  'fixtures/images/squid/recipe.yaml': 'base: runtime',
  'fixtures/images/squid/Dockerfile': 'ARG BASE',
  'sources/a.txt': 'one',
};
const PYTHON: StockImage = {
  ref: 'python:3.12-slim',
  tag: 'mirror/python:3.12-slim',
  id: 'sha256:1',
  digest: 'sha256:2',
};

function makerOf(repo: string, image: StockImage | undefined, engine = fakeEngine()) {
  const asked: string[] = [];
  const args: Readonly<Record<string, string>>[] = [];
  const build = engine.build;
  const building = {
    engine: {
      ...engine,
      build: async (job: Parameters<typeof build>[0], signal: AbortSignal) => {
        args.push(job.args);
        await build(job, signal);
      },
    },
    cacheDir: join(repo, 'cache'),
    tools: { go: 'go', python: 'python3', mmdebstrap: 'mmdebstrap' },
    signal: new AbortController().signal,
    log: () => undefined,
    progress: () => undefined,
  };
  const book = recipeBook(join(repo, 'fixtures', 'images'));
  const find = async (ref: string) => {
    asked.push(ref);
    return image;
  };
  const packages = new Builder({ ...building, book });
  const stock = new Builder({ ...building, book: stockBook(book, find) });
  return { maker: new Maker({ book, find, packages, stock }), packages, engine, asked, args, book };
}

test('where a registry has the stock images, an image stands on them, and says so', async () => {
  const { maker, args } = makerOf(await folderWith(FILES), PYTHON);
  const image = await maker.image('top');
  expect(image.stock).toEqual(['python:3.12-slim (sha256:2)']);
  expect(args[0]).toEqual({ PYTHON_IMAGE: 'mirror/python:3.12-slim', BASE: 'scratch' });
  expect(args[1]?.BASE).toMatch(/^dify-e2e\/runtime:/);
});

test('without them nothing changes: packages', async () => {
  const { maker, packages } = makerOf(await folderWith(FILES), undefined);
  const image = await maker.image('top');
  expect(image.stock).toBeUndefined();
  expect(image.tag).toBe(await packages.tag('top'));
});

test('an image that was built from packages is taken before any registry is asked', async () => {
  const repo = await folderWith(FILES);
  const first = makerOf(repo, undefined);
  await first.maker.image('top');
  const again = makerOf(repo, PYTHON, first.engine);
  expect((await again.maker.image('top')).stock).toBeUndefined();
  expect(again.asked).toEqual([]);
});

test('another stock image makes another image, the same one makes none', async () => {
  const repo = await folderWith(FILES);
  const one = await makerOf(repo, PYTHON).maker.image('top');
  const same = makerOf(repo, PYTHON);
  expect((await same.maker.image('top')).tag).toBe(one.tag);
  const other = await makerOf(repo, { ...PYTHON, id: 'sha256:3' }).maker.image('top');
  expect(other.tag).not.toBe(one.tag);
});

test('a recipe that says nothing about stock images needs packages', async () => {
  const { maker, asked, book } = makerOf(await folderWith(FILES), PYTHON);
  expect(await onStock(book, 'squid')).toBeUndefined();
  expect((await maker.image('squid')).stock).toBeUndefined();
  expect(asked).toEqual([]);
});
