import { expect, test } from 'vitest';
import { fakeEngine, folderWith } from '../testing/fake-engine.ts';
import { type SourceContext, sourcesOf } from './index.ts';

const { signal } = new AbortController();
const nothing = { archives: undefined, rewrite: {}, doubles: {}, substitutes: {} };

function sources(images: Partial<SourceContext['images']>, configDir = '/configs') {
  const builder = { image: () => Promise.reject(new Error('not built here')), startGoBuilds: async () => undefined };
  const quiet = { log: () => undefined, progress: () => undefined };
  const given = { ...nothing, sources: ['archive'], ...images } as SourceContext['images'];
  return sourcesOf({
    ...quiet,
    engine: fakeEngine(),
    images: given,
    configDir,
    mirrors: [],
    pull: async () => 'not found',
    builder,
  });
}

test('doubles come first, then the sources in the configured order', async () => {
  const found = sources({
    sources: ['packages', 'registry'],
    doubles: { 'a:1': 'double' },
    substitutes: { 'b:1': 'b' },
  });
  expect(found.map(({ name }) => name)).toEqual(['packages', 'packages', 'registry']);
  expect(await found[0]?.find('a:1', signal)).toBeDefined();
  expect(await found[0]?.find('b:1', signal)).toBeUndefined();
});

test.each([
  ['absolute', '/srv/archives', '/srv/archives'],
  ['relative', '../archives', '/archives'],
])('an %s images.archives leads where it says', async (_, archives, folder) => {
  const archive = sources({ archives }).at(-1);
  await archive?.find('a:1', signal);
  expect(archive?.problems?.()[0]?.what).toContain(`the directory ${folder} `);
});

test('an archive folder beside the config is read', async () => {
  const configDir = await folderWith({ 'archives/readme.txt': 'x' });
  const archive = sources({ archives: './archives' }, configDir).at(-1);
  await archive?.find('a:1', signal);
  expect(archive?.problems?.()).toEqual([]);
});
