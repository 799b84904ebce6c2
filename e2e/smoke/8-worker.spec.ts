import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { jsonOf } from '../../harness/index.ts';
import { check } from '../support/check.ts';
import { ownDataset } from '../support/dataset.ts';
import { test } from '../support/fixtures.ts';

test(
  'A document goes through the queue to the worker and is indexed; its text is in object storage',
  check({
    id: 'worker-indexes-document',
    claims: ['DEP-3', 'STO-1', 'EXT-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['login-first-setup', 'redis-reached', 's3-reached'],
    needs: ['dify-api', 'redis', 'postgres', 's3'],
    remediation:
      'kubectl -n dify logs deployment/dify-worker; a document that stays "waiting" means that nobody consumes its queue.',
  }),
  async ({ env, session, podHttp, inPod, note, measure }) => {
    const marker = `e2e-${randomUUID()}`;
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const started = performance.now();
    const row = await dataset.index(`The marker of this document is ${marker}.`);
    measure('document until indexed', performance.now() - started, 'ms');
    const { queue } = (row.x_double ?? {}) as { queue?: string };
    if (queue) note(`the task came from queue ${queue}`);
    expect(row.total_segments, 'segments of the document').toBe(1);
    const { id: tenant } = jsonOf(await session.call('POST', '/workspaces/current', {}));
    const prefix = `upload_files/${String(tenant)}/`;
    const { keys } = await inPod<{ keys: string[] }>('worker', 's3.py', { action: 'find', key: prefix, text: marker });
    expect(keys, 'one object in the bucket holds the text').toHaveLength(1);
    note("the text was found in the bucket, read with the worker's own settings");
  },
);
