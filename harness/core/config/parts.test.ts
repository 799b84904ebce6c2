import { expect, test } from 'vitest';
import { apiHost, hostsOf, originOf } from './hosts.ts';
import { allWorkloads, findService, hasPart, partsIn, serviceOf, workloadOf, workloadsOf } from './parts.ts';
import { partsSchema } from './parts-schema.ts';
import type { Config } from './schema.ts';
import { storageOf, storeOf, vectorStoreOf } from './stores.ts';

const parts = partsSchema.parse({
  api: [
    { statefulSet: 'one', container: 'app' },
    { deployment: 'two', service: 'api', port: 80 },
  ],
  nginx: { daemonSet: 'edge' },
  others: [{ deployment: 'mailer' }],
});

test('a part has the workloads of its entries, whatever kind they are', () => {
  expect(workloadsOf({ parts }, 'api')).toEqual([
    { part: 'api', kind: 'StatefulSet', name: 'one', container: 'app' },
    { part: 'api', kind: 'Deployment', name: 'two', service: 'api', port: 80 },
  ]);
  expect(workloadOf({ parts }, 'nginx')).toMatchObject({ kind: 'DaemonSet', name: 'edge' });
  expect(partsIn({ parts })).toEqual(['api', 'nginx']);
});

test('a part that the set does not have has no workload, and says so when it is asked for one', () => {
  expect(hasPart({ parts }, 'web')).toBe(false);
  expect(workloadsOf({ parts }, 'web')).toEqual([]);
  expect(() => workloadOf({ parts }, 'web')).toThrow(expect.objectContaining({ code: 'PART_ABSENT' }));
  expect(() => serviceOf({ parts }, 'nginx')).toThrow(expect.objectContaining({ code: 'PART_ABSENT' }));
});

test('the Service of a part is that of the first workload that has one', () => {
  expect(findService({ parts }, 'api')).toEqual({ name: 'api', port: 80 });
});

test('everything that must be ready: parts, stores inside, others', () => {
  const names = allWorkloads({ parts, inside: { redis: { statefulSet: 'cache' } } }).map(({ name }) => name);
  expect(names).toEqual(['one', 'two', 'edge', 'cache', 'mailer']);
});

test.each([
  ['no kind', { api: { service: 'x' } }],
  ['two kinds', { api: { deployment: 'x', statefulSet: 'y' } }],
  ['an empty list', { api: [] }],
])('a part with %s is refused', (_, given) => {
  expect(partsSchema.safeParse(given).success).toBe(false);
});

test('one host serves both pages and API', () => {
  expect(hostsOf({ hosts: { web: 'a' } })).toEqual(['a']);
  expect(hostsOf({ hosts: { web: 'a', api: 'b' } })).toEqual(['a', 'b']);
  expect(apiHost({ hosts: { web: 'a' } })).toBe('a');
  expect(originOf({ edge: { kind: 'nginx', tls: true } }, 'a')).toBe('https://a');
});

const stores = (more: Partial<Config>): Config => ({ external: {}, inside: {}, ...more }) as Config;

test('a store inside the set comes before a server outside', () => {
  const redis = { host: 'r', port: 6379 };
  expect(storeOf(stores({ external: { redis } }), 'redis')).toEqual({ where: 'outside', server: 'redis', ...redis });
  expect(storeOf(stores({ external: { redis }, inside: { redis: { statefulSet: 'cache' } } }), 'redis')).toMatchObject({
    where: 'inside',
    workload: { kind: 'StatefulSet', name: 'cache' },
  });
});

test('a store that no stand-in can replace says why it is not there', () => {
  const config = stores({ vectorStore: { type: 'weaviate' } });
  expect(storeOf(config, 'vectors')).toEqual({
    where: 'none',
    reason: 'there is no stand-in for the vector store weaviate',
  });
  expect(storeOf(config, 's3')).toMatchObject({ reason: expect.stringContaining('on a volume') });
});

test('older configs mean Milvus and S3 by their addresses', () => {
  const config = stores({
    external: { milvus: { host: 'm', port: 1 }, s3: { host: 's', port: 2, bucket: 'b', region: 'r' } },
  });
  expect([vectorStoreOf(config), storageOf(config)]).toEqual(['milvus', 's3']);
  expect(storeOf(config, 'vectors')).toMatchObject({ where: 'outside', server: 'milvus' });
});
