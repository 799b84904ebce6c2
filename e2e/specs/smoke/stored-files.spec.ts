import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The worker can read and delete a file that the API writes to its storage directory',
  check({
    id: 'files-shared',
    claims: ['STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['files-directory-writable'],
    needs: ['dify-api'],
    requires: ['storage:volume', 'api', 'worker'],
    faults: [{ kind: 'environment', part: 'worker', set: { OPENDAL_FS_ROOT: 'storage/elsewhere' } }],
    remediation:
      'Mount the same ReadWriteMany PersistentVolumeClaim in API and worker, with the same subPath, and give both the same STORAGE_TYPE and directory.',
  }),
  async ({ inPod, note }) => {
    const [name, text] = [`.e2e-${randomUUID()}`, randomUUID()];
    const { folder } = await inPod<{ folder: string }>('api', 'stored_files.py', { action: 'put', name, text });
    const taken = await inPod<{ text: string | null }>('worker', 'stored_files.py', { action: 'take', name });
    const left = await inPod<{ text: string | null }>('api', 'stored_files.py', { action: 'take', name });
    expect(taken.text, `what the worker reads of a file that the API wrote to ${folder}`).toBe(text);
    expect(left.text, 'the file, after the worker deleted it').toBeNull();
    note(`written by the API to ${folder}, read and deleted by the worker`);
  },
);
