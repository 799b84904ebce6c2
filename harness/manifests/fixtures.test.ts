import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nameOf } from '../lib/kube-objects/index.ts';
import { loadManifests } from './load.ts';

const fixtures = fileURLToPath(new URL('../../fixtures//', import.meta.url));

test('the as-written set differs in the web Ingress alone', async () => {
  const [ours, theirs] = await Promise.all(
    ['dify', 'dify-as-written'].map((name) => loadManifests(`${fixtures}manifests/${name}`)),
  );
  const other = ours?.objects.filter(({ object }, index) => {
    return JSON.stringify(object) !== JSON.stringify(theirs?.objects[index]?.object);
  });
  expect(other?.map(({ object }) => nameOf(object))).toEqual(['Ingress dify/dify-web']);
  expect(theirs?.objects).toHaveLength(ours?.objects.length ?? 0);
});

test('the proxy runs with the same rules in the cluster and under Compose', async () => {
  const set = await loadManifests(`${fixtures}manifests/dify`);
  const config = set.objects.find(({ object }) => object.metadata.name === 'dify-ssrf-proxy-config');
  expect(config?.object.data).toEqual({ 'squid.conf': await readFile(`${fixtures}compose/squid.conf`, 'utf8') });
});
