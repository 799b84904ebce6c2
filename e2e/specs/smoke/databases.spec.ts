import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, endpointsOf, jsonOf, serviceOf } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

interface Schema {
  readonly revision: readonly string[];
  readonly heads: readonly string[];
}

// Also fails with an empty table alembic_version: up to 1.12 a failed migration is only logged, and the pods become ready.
test(
  'The database schema is at the revision that the code of API and worker expects, and every API replica can use it',
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
      'Set MIGRATION_ENABLED to true and allow the database user to change the schema; kubectl -n dify logs deployment/dify-api | grep -i migrat shows why a migration failed.',
  }),
  async ({ env, kube, inPod, podHttp, note }) => {
    const { name: service, port } = serviceOf(env.config, 'api');
    const { addresses } = await endpointsOf(kube, service);
    const [api, worker, ...setups] = await Promise.all([
      inPod<Schema>('api', 'schema.py'),
      inPod<Schema>('worker', 'schema.py'),
      ...addresses.map((address) => podHttp('api', `http://${address}:${port}/console/api/setup`)),
    ]);
    note(`revision ${api.revision.join(', ') || '(none)'}; the code expects ${api.heads.join(', ') || '(unreadable)'}`);
    const problems = Object.entries({ api, worker }).flatMap(([who, schema]) => schemaProblems(who, schema));
    const refused = setups.flatMap((answer, index) =>
      answer.status === 200 && jsonOf(answer).step
        ? []
        : [`API at ${addresses[index]}: GET /console/api/setup: ${brief(answer)}`],
    );
    if (api.revision.join() !== worker.revision.join()) problems.push('API and worker use different databases');
    expectNone([...problems, ...refused]);
    note(`${setups.length} API replicas can read it (GET /console/api/setup)`);
  },
);

function schemaProblems(who: string, { revision, heads }: Schema): string[] {
  if (revision.length === 0) return [`${who}: the database has no revision, so no migration has ever succeeded`];
  if (heads.length === 0 || heads.join() === revision.join()) return [];
  return [`${who}: the database is at ${revision.join(', ')}, but the code expects ${heads.join(', ')}`];
}

// Fails on: a different REDIS_DB in one of the two.
test(
  'The worker can read what the API puts in the cache, and entries expire',
  check({
    id: 'redis-cache-round-trip',
    claims: ['EXT-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['redis-reached'],
    needs: ['redis', 'dify-api'],
    faults: [{ kind: 'environment', part: 'worker', set: { REDIS_DB: '7' } }],
    remediation: 'Give API and worker the same REDIS_HOST, REDIS_PORT and REDIS_DB, and allow the user to write.',
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
    expect(found.secondsLeft, 'seconds left of 60').toBeGreaterThan(0);
    expect(found.after, 'the key, after the worker deleted it').toBeNull();
    note(`set by the API, read by the worker with ${found.secondsLeft} s left, deleted by the worker`);
  },
);
