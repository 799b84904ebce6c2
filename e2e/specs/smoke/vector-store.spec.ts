import { expect } from '@playwright/test';
import { check } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'Vectors that the worker writes to Milvus are found by a search',
  check({
    id: 'milvus-round-trip',
    claims: ['EXT-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['milvus-reached'],
    needs: ['milvus', 'dify-api'],
    requires: ['vectors:milvus', 'worker'],
    faults: [{ kind: 'stand-in-full', standIn: 'milvus' }],
    remediation:
      'Allow the user of MILVUS_URI to create collections; kubectl -n dify exec deployment/dify-worker -- env shows the URI.',
  }),
  async ({ inPod, note }) => {
    const { found, version } = await inPod<{ found: number; version: string }>('worker', 'milvus.py', {
      roundTrip: true,
    });
    expect(found, 'key of the nearest of three vectors').toBe(2);
    note(`collection created, searched and dropped in Milvus ${version}`);
  },
);

test(
  'Vectors that the worker writes to pgvector are found by a search',
  check({
    id: 'pgvector-round-trip',
    claims: ['EXT-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['pgvector-reached'],
    needs: ['pgvector', 'dify-api'],
    requires: ['vectors:pgvector', 'worker'],
    faults: { none: 'a server without the extension would be another image' },
    remediation:
      'Use a Postgres that has pgvector 0.5 or newer (Dify makes an HNSW index), and let PGVECTOR_USER create the extension and tables.',
  }),
  async ({ inPod, note }) => {
    const { found } = await inPod<{ found: number }>('worker', 'pgvector.py', { roundTrip: true });
    expect(found, 'key of the nearest of three vectors').toBe(2);
    note('table with an HNSW index made, searched and rolled back');
  },
);
