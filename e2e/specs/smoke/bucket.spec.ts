import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The worker can read and delete an object that the API writes to the bucket, and a presigned URL works',
  check({
    id: 's3-round-trip',
    requires: ['api', 's3'],
    claims: ['STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['s3-reached'],
    needs: ['s3', 'dify-api'],
    faults: [{ kind: 'stand-in-full', standIn: 's3' }],
    remediation:
      'Give API and worker the same endpoint, region, bucket and keys, and allow the key to write, read and delete.',
  }),
  async ({ inPod, note }) => {
    const [key, text] = [`e2e/${randomUUID()}`, randomUUID()];
    await inPod('api', 's3.py', { action: 'put', key, text });
    const taken = await inPod<Taken>('worker', 's3.py', { action: 'take', key }).catch(async (error) => {
      await inPod('worker', 's3.py', { action: 'delete', key });
      throw error;
    });
    expect(taken.text, 'what the worker reads').toBe(text);
    expect(taken.signed, 'what a presigned URL returns, without any keys').toBe(text);
    expect(taken.refused, 'response of the storage to a tampered signature').toBe(403);
    expect(taken.after, 'the object, after the worker deleted it').toBeNull();
    note('written by the API; read, fetched by a presigned URL and deleted by the worker');
  },
);

interface Taken {
  readonly text: string | null;
  readonly signed: string;
  readonly refused: number;
  readonly after: string | null;
}
