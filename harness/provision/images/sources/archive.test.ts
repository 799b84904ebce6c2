import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../../exec/command.ts';
import { folderWith } from '../testing/fake-engine.ts';
import { archiveSource } from './archive.ts';

const { signal } = new AbortController();

const ID = '0123456789abcdef'.repeat(4);

/** A folder with one `docker save` archive of these images, and one tar that is none. */
async function archives(names: readonly string[], config = `${ID}.json`): Promise<string> {
  const manifest = JSON.stringify([{ Config: config, RepoTags: names, Layers: [] }]);
  const labels = { 'org.opencontainers.image.version': '15.1' };
  const files = {
    'in/manifest.json': manifest,
    'in/other.txt': 'x',
    [`in/${config}`]: JSON.stringify({ config: { Labels: labels } }),
  };
  const folder = await folderWith(files);
  await command('tar', ['-czf', join(folder, 'images.tar.gz'), '-C', join(folder, 'in'), 'manifest.json', config]);
  await command('tar', ['-cf', join(folder, 'other.tar'), '-C', join(folder, 'in'), 'other.txt']);
  return folder;
}

function source(folder: string | undefined) {
  const lines: string[] = [];
  const created = archiveSource({ folder, log: (line) => void lines.push(line) });
  return { ...created, resolve: async (ref: string) => (await created.find(ref, signal))?.(), lines };
}

test.each([
  ['Docker’s', `${ID}.json`],
  ['the OCI', `blobs/sha256/${ID}`],
])('an image is found in an archive of %s layout, with its id and version, and stays there', async (_, config) => {
  const folder = await archives(['postgres:15', 'docker.io/library/redis:7'], config);
  const archive = source(folder);
  expect(await archive.resolve('docker.io/library/mongo:1')).toBeUndefined();
  expect(await archive.resolve('postgres:15')).toEqual({
    ...{ ref: 'postgres:15', tag: 'postgres:15', id: `sha256:${ID}`, digest: `sha256:${ID}`, source: 'archive' },
    ...{ archive: join(folder, 'images.tar.gz'), double: false, version: '15.1' },
  });
  expect(await archive.resolve('redis:7')).toMatchObject({ source: 'archive' });
  expect(archive.lines).toEqual([expect.stringContaining('other.tar')]);
});

test('no folder, no images', async () => {
  const none = source(undefined);
  expect(await none.resolve('postgres:15')).toBeUndefined();
  expect(none.problems?.()).toEqual([]);
});

test.each([
  ['does not exist', '/nowhere/at/all', 'does not exist'],
  ['is no folder', import.meta.filename, "can't be read (ENOTDIR"],
])('a folder that %s is a problem of the source, with the next command', async (_, folder, what) => {
  const missing = source(folder);
  expect(await missing.resolve('postgres:15')).toBeUndefined();
  expect(missing.problems?.()).toEqual([
    {
      what: expect.stringContaining(`the directory ${folder} ${what}`),
      hint: expect.stringContaining(`ls -ld ${folder}`),
    },
  ]);
  expect(missing.lines).toEqual([expect.stringContaining(what)]);
});
