import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../../exec/command.ts';
import { fakeEngine, folderWith } from '../testing/fake-engine.ts';
import { archiveSource } from './archive.ts';

const { signal } = new AbortController();

/** A folder with one `docker save` archive of these images, and one tar that is none. */
async function archives(names: readonly string[]): Promise<string> {
  const manifest = JSON.stringify([{ Config: 'c.json', RepoTags: names, Layers: [] }]);
  const folder = await folderWith({ 'in/manifest.json': manifest, 'in/other.txt': 'x' });
  await command('tar', ['-czf', join(folder, 'images.tar.gz'), '-C', join(folder, 'in'), 'manifest.json']);
  await command('tar', ['-cf', join(folder, 'other.tar'), '-C', join(folder, 'in'), 'other.txt']);
  return folder;
}

function source(folder: string | undefined) {
  const lines: string[] = [];
  const engine = fakeEngine();
  const load = async (file: string): Promise<void> => {
    engine.calls.push(`load ${file}`);
    engine.images.set('postgres:15', {
      id: 'sha256:1',
      repoDigests: [],
      labels: { 'org.opencontainers.image.version': '15.1' },
    });
  };
  const log = (line: string): void => void lines.push(line);
  const created = archiveSource({ engine: { ...engine, load }, folder, log, progress: () => undefined });
  return { ...created, resolve: async (ref: string) => (await created.find(ref, signal))?.(), lines, engine };
}

test('an archive that holds the image is loaded, once', async () => {
  const folder = await archives(['postgres:15', 'docker.io/library/redis:7']);
  const archive = source(folder);
  expect(await archive.resolve('docker.io/library/mongo:1')).toBeUndefined();
  expect(await archive.resolve('postgres:15')).toMatchObject({ source: 'archive', version: '15.1' });
  await archive.resolve('redis:7');
  expect(archive.engine.calls).toEqual([`load ${join(folder, 'images.tar.gz')}`]);
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
