import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, endpointsOf, jsonOf } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

interface Schema {
  readonly revision: readonly string[];
  readonly heads: readonly string[];
}

// An emptied table alembic_version turns it red: up to 1.12 a migration that failed is only logged, and the pods are ready.
test(
  'The schema of the database is migrated, as far as the code of API and worker wants it, and each API replica can use it',
  check({
    id: 'schema-migrated',
    claims: ['EXT-1', 'DEP-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['postgres-reached'],
    needs: ['postgres', 'dify-api'],
    faults: [
      {
        kind: 'sql',
        statement: 'ALTER TABLE alembic_version RENAME TO alembic_version_away',
        undo: 'ALTER TABLE alembic_version_away RENAME TO alembic_version',
      },
    ],
    remediation:
      'kubectl -n dify logs deployment/dify-api | grep -i migrat shows why; MIGRATION_ENABLED must be true, and the user must be allowed to change the schema.',
  }),
  async ({ env, kube, inPod, podHttp, note }) => {
    const { service = '', port } = env.config.parts.api;
    const { addresses } = await endpointsOf(kube, service);
    const [api, worker, ...setups] = await Promise.all([
      inPod<Schema>('api', 'schema.py'),
      inPod<Schema>('worker', 'schema.py'),
      ...addresses.map((address) => podHttp('api', `http://${address}:${port}/console/api/setup`)),
    ]);
    note(
      `revision ${api.revision.join(', ') || '(none)'}; the code wants ${api.heads.join(', ') || 'nothing that can be read'}`,
    );
    const problems = Object.entries({ api, worker }).flatMap(([who, schema]) => schemaProblems(who, schema));
    const refused = setups.flatMap((answer, index) =>
      answer.status === 200 && jsonOf(answer).step
        ? []
        : [`API at ${addresses[index]}: GET /console/api/setup: ${brief(answer)}`],
    );
    if (api.revision.join() !== worker.revision.join()) problems.push('API and worker see two different databases');
    expectNone([...problems, ...refused]);
    note(`${setups.length} API replicas read it (GET /console/api/setup)`);
  },
);

function schemaProblems(who: string, { revision, heads }: Schema): string[] {
  if (revision.length === 0) return [`${who}: the database has no revision: no migration has ever ended well`];
  if (heads.length === 0 || heads.join() === revision.join()) return [];
  return [`${who}: the database is at ${revision.join(', ')}, its code wants ${heads.join(', ')}`];
}

// Another REDIS_DB in one of the two turns it red.
test(
  'What the API puts into the cache is read by the worker, and expires',
  check({
    id: 'redis-cache-round-trip',
    claims: ['EXT-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['redis-reached'],
    needs: ['redis', 'dify-api'],
    faults: [{ kind: 'environment', part: 'worker', set: { REDIS_DB: '7' } }],
    remediation:
      'REDIS_HOST, REDIS_PORT and REDIS_DB of API and worker must be the same, and the user must be allowed to write.',
  }),
  async ({ inPod, note }) => {
    const [key, text] = [`e2e:${randomUUID()}`, randomUUID()];
    await inPod('api', 'redis_cache.py', { action: 'set', key, text });
    const found = await inPod<{ text: string | null; secondsLeft: number; after: string | null }>(
      'worker',
      'redis_cache.py',
      { action: 'take', key },
    );
    expect(found.text, 'what the worker reads').toBe(text);
    expect(found.secondsLeft, 'seconds that are left of 60').toBeGreaterThan(0);
    expect(found.after, 'the key, after the worker deleted it').toBeNull();
    note(`set by the API, read by the worker with ${found.secondsLeft} s left, deleted by the worker`);
  },
);

test(
  'Vectors that the worker writes to Milvus are found again by a search',
  check({
    id: 'milvus-round-trip',
    claims: ['EXT-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['milvus-reached'],
    needs: ['milvus', 'dify-api'],
    faults: [{ kind: 'stand-in-full', standIn: 'milvus' }],
    remediation:
      'kubectl -n dify exec deployment/dify-worker -- env shows MILVUS_URI; the user must be allowed to make collections.',
  }),
  async ({ inPod, note }) => {
    const { found, version } = await inPod<{ found: number; version: string }>('worker', 'milvus.py', {
      roundTrip: true,
    });
    expect(found, 'key of the nearest of three vectors').toBe(2);
    note(`collection made, searched and removed in Milvus ${version}`);
  },
);
