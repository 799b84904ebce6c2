import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { requirementsOf, whyNotApplicable } from './requirements.ts';
import type { Config } from './schema.ts';

const { config } = loadConfig('configs/rehearsal.yaml');
const without = (more: Partial<Config>): Config => ({ ...config, ...more });

test('a check requires the parts among its needs, and nothing if it is about all of them', () => {
  const all = ['dify-api', 'dify-web', 'dify-sandbox', 'dify-plugin-daemon', 'ssrf-proxy'];
  expect(requirementsOf({ needs: ['dify-sandbox', 'postgres', 'cni'] })).toEqual(['sandbox']);
  expect(requirementsOf({ needs: [...all, 's3'] })).toEqual([]);
  expect(requirementsOf({ needs: all, requires: ['worker'] })).toEqual(['worker']);
});

test('the set of the rehearsal has everything', () => {
  const requires = [
    'api',
    'worker',
    'postgres',
    'vectors:milvus',
    's3',
    'edge:ingress',
    'routes',
    'two-hosts',
    'compose',
  ] as const;
  expect(whyNotApplicable(config, { needs: [], requires })).toBeUndefined();
});

test.each([
  ['worker', { parts: { ...config.parts, worker: undefined } }, 'the set has no worker'],
  ['vectors:milvus', { vectorStore: { type: 'pgvector' } }, 'the vector store is pgvector, not milvus'],
  ['vectors:other', {}, 'there are checks for milvus'],
  ['storage:volume', {}, 'files are kept in storage of type s3, not volume'],
  ['s3', { external: {} }, 'the set keeps files on a volume, not in an object store'],
  ['edge:ingress', { edge: { kind: 'nginx', tls: false } }, 'requests get in through nginx, not ingress'],
  [
    'routes',
    { edge: { kind: 'nginx', tls: false } },
    "the set's own nginx routes requests, not Ingresses or HTTPRoutes",
  ],
  ['two-hosts', { hosts: { web: 'a' } }, 'pages and API have one host, a'],
  ['outside-world', { outside: undefined }, 'the config has no stand-in for the outside world (outside)'],
  ['compose', { compose: undefined }, 'the config names no Compose file to compare with (compose.file)'],
] as const)('a check that requires %s says why it does not apply', (requirement, more, reason) => {
  expect(whyNotApplicable(without(more), { needs: [], requires: [requirement] })).toBe(reason);
});

test('a vector store without checks of its own is one that only has to accept connections', () => {
  const requires = ['vectors:other'] as const;
  expect(whyNotApplicable(without({ vectorStore: { type: 'weaviate' } }), { needs: [], requires })).toBeUndefined();
});
