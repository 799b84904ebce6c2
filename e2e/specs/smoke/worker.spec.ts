import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { jsonOf } from '../../../harness/index.ts';
import { ownDataset } from '../../clients/api/dataset.ts';
import { findStored } from '../../clients/api/stored-text.ts';
import { doneBetween, ownWorkers } from '../../clients/api/workers.ts';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The worker indexes a document from the queue, and its text is in object storage',
  check({
    id: 'worker-indexes-document',
    requires: ['api', 'worker'],
    claims: ['DEP-3', 'STO-1', 'EXT-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['login-first-setup', 'redis-reached', 's3-reached', 's3-round-trip', 'files-shared', 'broker-shared'],
    needs: ['dify-api', 'redis', 'postgres', 's3'],
    faults: [{ kind: 'switch', name: 'storage-write-lost', part: 'api' }],
    remediation:
      'See kubectl -n dify logs deployment/dify-worker. If the document stays "waiting", let a worker consume its queue; if a foreign worker indexes it, give this Dify its own broker.',
  }),
  async ({ env, kube, session, podHttp, inPod, note, measure }) => {
    const marker = `e2e-${randomUUID()}`;
    const before = await ownWorkers(env, kube, inPod);
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const started = performance.now();
    const { status } = await dataset.index(`The marker of this document is ${marker}.`);
    measure('document until indexed', performance.now() - started, 'ms');
    expect(status.total_segments, 'segments of the document').toBe(1);
    const done = doneBetween(before.workers, (await ownWorkers(env, kube, inPod)).workers);
    const tasks = [...done.keys()].filter((task) => task.includes('document_indexing'));
    expect(tasks, 'indexing tasks that the workers of this deployment have executed').not.toEqual([]);
    const { queue } = (status.x_double ?? {}) as { queue?: string };
    note(`${before.names.join(', ')}: ${tasks.join(', ')}${queue ? `, from queue ${queue}` : ''}`);
    const { id: tenant } = jsonOf(await session.workspace());
    const prefix = `upload_files/${String(tenant)}/`;
    const stored = await findStored(env, inPod, prefix, marker);
    if (!stored) return note('the text was not looked for: the harness has no client for this storage');
    expect(stored.names, `what contains the text in ${stored.place}`).toHaveLength(1);
    note(`the text was found in ${stored.place}, with the worker's own settings`);
  },
);
