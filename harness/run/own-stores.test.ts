import { expect, test } from 'vitest';
import { fromConfig, loadConfig } from '../core/config/index.ts';
import { loadManifests } from '../manifests/index.ts';
import type { ResolvedImage } from '../provision/images/index.ts';
import { ownStores } from './own-stores.ts';

const { config, file } = loadConfig('configs/all-in-one.yaml');

const built: ResolvedImage = {
  ...{ ref: 'pgvector/pgvector:pg17', tag: 'dify-e2e/pgvector:1', id: `sha256:${'0'.repeat(64)}`, source: 'packages' },
  ...{ recipe: 'pgvector', double: false, digest: 'x' },
};

test('names each store of the set, its image, and that the image was built from packages', async () => {
  const set = await loadManifests(fromConfig(file, config.manifests.path));
  const entries = ownStores(config, set, new Map([[built.ref, built]]));
  expect(entries.map(({ part, kind, real }) => [part, kind, real])).toEqual([
    ['postgres', 'own', 'StatefulSet postgres of the set (pgvector/pgvector:pg17)'],
    ['redis', 'own', 'StatefulSet redis of the set (redis:7.0-alpine)'],
    ['pgvector', 'own', 'StatefulSet postgres of the set (pgvector/pgvector:pg17)'],
  ]);
  expect(entries.map(({ differences }) => differences)).toEqual([
    ['its image is built from packages (recipe pgvector)'],
    [],
    ['its image is built from packages (recipe pgvector)'],
  ]);
});

test('has no entry for servers outside', async () => {
  const outside = loadConfig('configs/rehearsal.yaml');
  const set = await loadManifests(fromConfig(outside.file, outside.config.manifests.path));
  expect(ownStores(outside.config, set, new Map())).toEqual([]);
});
