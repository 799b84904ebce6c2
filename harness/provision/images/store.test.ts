import { expect, test } from 'vitest';
import type { ResolvedImage } from './resolved.ts';
import { createImageStore } from './store.ts';
import { fakeEngine, folderWith } from './testing/fake-engine.ts';

const image = (ref: string, archive?: string): ResolvedImage => ({
  ...{ ref, tag: ref, id: `sha256:${ref}`, source: 'archive', double: false, digest: `sha256:${ref}` },
  ...(archive === undefined ? {} : { archive }),
});

test('an archive is loaded into the engine once, and only for an image that the engine does not have', async () => {
  const engine = fakeEngine();
  engine.images.set('sha256:known', { id: 'sha256:known', repoDigests: [], labels: {} });
  const cacheDir = await folderWith({});
  const store = createImageStore({
    ...{ cacheDir, configDir: cacheDir, recipesDir: cacheDir, engine, signal: new AbortController().signal },
    images: { sources: [], mirrors: [], doubles: {}, substitutes: {}, registryTimeoutSeconds: 1 } as never,
    ...{ log: () => undefined, progress: () => undefined },
  });
  const images = [image('a', '/all.tar'), image('b', '/all.tar'), image('known', '/known.tar'), image('built')];
  await store.toEngine(images);
  await store.toEngine(images);
  expect(engine.calls).toEqual(['load /all.tar']);
});
