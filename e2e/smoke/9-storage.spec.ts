import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { deploymentOf } from '../../harness/index.ts';
import { check, inconclusive } from '../support/check.ts';
import { test } from '../support/fixtures.ts';

test(
  'An object that the API writes to the bucket is read by the worker',
  check({
    id: 's3-round-trip',
    claims: ['STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['s3-reached'],
    needs: ['s3', 'dify-api'],
    remediation:
      'Endpoint, region, bucket and keys of API and worker must be the same, and the key must be allowed to write.',
  }),
  async ({ inPod }) => {
    const [key, text] = [`e2e/${randomUUID()}`, randomUUID()];
    await inPod('api', 's3.py', { action: 'put', key, text });
    try {
      expect((await inPod<{ text: string }>('worker', 's3.py', { action: 'get', key })).text).toBe(text);
    } finally {
      await inPod('worker', 's3.py', { action: 'delete', key });
    }
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

test(
  'The volume of the plugin daemon can be written',
  check({
    id: 'plugin-volume-writable',
    claims: ['STO-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['claims-bound', 'deployments-ready'],
    needs: ['dify-plugin-daemon'],
    remediation:
      "Give the container's user the right to write: fsGroup in the pod's securityContext, or the volume's own permissions.",
  }),
  async ({ env, kube, inPod, note }) => {
    const { spec } = await deploymentOf(kube, env.config.parts['plugin-daemon'].deployment);
    const claimed = spec?.template.spec?.volumes
      ?.filter((volume) => volume.persistentVolumeClaim)
      .map(({ name }) => name);
    const mount = spec?.template.spec?.containers[0]?.volumeMounts?.find(({ name }) => claimed?.includes(name));
    if (!mount) inconclusive('the plugin daemon mounts no PersistentVolumeClaim');
    const { written } = await inPod<{ written: boolean }>('plugin-daemon', 'volume.py', { folder: mount.mountPath });
    expect(written, `a file below ${mount.mountPath}`).toBe(true);
    note(`written, read back and removed below ${mount.mountPath}`);
  },
);
