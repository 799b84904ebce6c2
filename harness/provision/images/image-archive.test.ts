import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { command } from '../exec/command.ts';
import type { Engine } from './engine.ts';
import { saveImages } from './image-archive.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const { signal } = new AbortController();
const MANIFEST = [{ Config: 'c.json', RepoTags: ['dify-e2e/api:123456789abc'], Layers: ['l/layer.tar'] }];
const NAME = 'io.containerd.image.name';
const INDEX = {
  schemaVersion: 2,
  manifests: [{ digest: 'sha256:1', annotations: { [NAME]: 'docker.io/dify-e2e/api:123456789abc' } }],
};

/** Writes what `docker save` of engine 25 and newer writes: both descriptions, and the layers. */
const save: Engine['save'] = async (_names, file) => {
  const tar = pack();
  tar.entry({ name: 'l/layer.tar' }, 'layer');
  tar.entry({ name: 'repositories' }, '{}');
  tar.entry({ name: 'manifest.json' }, JSON.stringify(MANIFEST));
  tar.entry({ name: 'index.json' }, JSON.stringify(INDEX));
  tar.finalize();
  await pipeline(tar, createWriteStream(file));
};

async function read(file: string, entry: string): Promise<string> {
  return (await command('tar', ['-xOf', file, entry])).stdout;
}

test('an image stands in the archive under every name of the manifests, not under its own', async () => {
  const file = join(await folderWith({}), 'out.tar');
  const tag = 'dify-e2e/api:123456789abc';
  const images = ['langgenius/dify-api:1.11.4', 'registry.test/api:2'].map((ref) => ({ ref, tag }));
  await saveImages(fakeEngine({ save }), images, file, signal);
  expect(JSON.parse(await read(file, 'manifest.json'))).toEqual([
    { ...MANIFEST[0], RepoTags: ['langgenius/dify-api:1.11.4', 'registry.test/api:2'] },
  ]);
  const index = JSON.parse(await read(file, 'index.json')) as typeof INDEX;
  expect(index.manifests.map(({ annotations }) => annotations[NAME])).toEqual([
    'docker.io/langgenius/dify-api:1.11.4',
    'registry.test/api:2',
  ]);
  expect(await read(file, 'l/layer.tar')).toBe('layer');
  expect((await command('tar', ['-tf', file])).stdout).not.toContain('repositories');
});

test('an image that nobody asked for is an error', async () => {
  const file = join(await folderWith({}), 'out.tar');
  await expect(saveImages(fakeEngine({ save }), [{ ref: 'a:1', tag: 'b:1' }], file, signal)).rejects.toThrow(
    'was not requested',
  );
});

test('an image named only by digest cannot be loaded under its name', async () => {
  const ref = `a@sha256:${'0'.repeat(64)}`;
  await expect(saveImages(fakeEngine({ save }), [{ ref, tag: ref }], '/nowhere', signal)).rejects.toMatchObject({
    code: 'IMAGE_WITHOUT_TAG',
  });
});
