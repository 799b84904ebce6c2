import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'An object that the API writes to the bucket is read by the worker, by a signed URL too, and is gone when it is deleted',
  check({
    id: 's3-round-trip',
    claims: ['STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['s3-reached'],
    needs: ['s3', 'dify-api'],
    faults: [{ kind: 'stand-in-full', standIn: 's3' }],
    remediation:
      'Endpoint, region, bucket and keys of API and worker must be the same, and the key must be allowed to write, read and delete.',
  }),
  async ({ inPod, note }) => {
    const [key, text] = [`e2e/${randomUUID()}`, randomUUID()];
    await inPod('api', 's3.py', { action: 'put', key, text });
    const taken = await inPod<Taken>('worker', 's3.py', { action: 'take', key }).catch(async (error) => {
      await inPod('worker', 's3.py', { action: 'delete', key });
      throw error;
    });
    expect(taken.text, 'what the worker reads').toBe(text);
    expect(taken.signed, 'what a signed URL gives, without any keys').toBe(text);
    expect(taken.refused, 'answer of the storage to a spoilt signature').toBe(403);
    expect(taken.after, 'the object, after the worker deleted it').toBeNull();
    note('written by the API; read, fetched by a signed URL and deleted by the worker');
  },
);

interface Taken {
  readonly text: string | null;
  readonly signed: string;
  readonly refused: number;
  readonly after: string | null;
}
