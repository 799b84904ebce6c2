import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { apiHost, workloadOf } from '../../../harness/index.ts';
import { ownDataset } from '../../clients/api/dataset.ts';
import { clusterUrl } from '../../clients/cluster/topology.ts';
import { claimedFolder } from '../../clients/cluster/volumes.ts';
import { check, inconclusive, notApplicable } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

type Fetched = { readonly path: string } & Readonly<
  Record<'good' | 'tampered' | 'expired', { readonly status: number; readonly body: string }>
>;

// Also fails with another SECRET_KEY in the worker: the API then rejects the links that the worker signs.
test(
  'A signed file link works, and a tampered or expired one is rejected',
  check({
    id: 'signed-file-link',
    requires: ['api', 'worker'],
    claims: ['STO-1', 'DEP-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['worker-indexes-document'],
    needs: ['dify-api', 's3', 'postgres'],
    faults: [{ kind: 'switch', name: 'links-unchecked', part: 'api' }],
    remediation:
      'Give API and worker the same SECRET_KEY; if a valid link finds no file, also the same bucket and storage type.',
  }),
  async ({ env, http, session, podHttp, inPod, note }) => {
    const marker = `e2e-${randomUUID()}`;
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const { fileId } = await dataset.index(`The marker of this file is ${marker}.`);
    if (!fileId) inconclusive('the API does not return the id of the stored text');
    const [{ path, good, tampered, expired }, outside] = await Promise.all([
      inPod<Fetched>('worker', 'signed_file.py', { base: clusterUrl(env.config, 'api'), fileId }),
      http.request(`http://${apiHost(env.config)}/files/${fileId}/file-preview`),
    ]);
    expect(good.status, `response to a valid link: ${good.body}`).toBe(200);
    expect(good.body).toContain(marker);
    expect(tampered.status, 'response to a tampered signature').toBe(404);
    expect(expired.status, 'response to a link that expired a month ago').toBe(404);
    expect(outside.body, 'the file from outside, without a signature').not.toContain(marker);
    note(`${path}: 200 with a valid signature, 404 with a tampered one and with an expired one`);
    note(`from outside, at ${apiHost(env.config)}, without a signature: HTTP ${outside.status}`);
  },
);

test(
  'The plugin daemon can write to its volume',
  check({
    id: 'plugin-volume-writable',
    claims: ['STO-2'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['claims-bound', 'deployments-ready'],
    needs: ['dify-plugin-daemon'],
    faults: [
      {
        kind: 'patch',
        object: 'Deployment',
        part: 'plugin-daemon',
        operations: [{ op: 'add', path: '/spec/template/spec/containers/0/volumeMounts/0/readOnly', value: true }],
      },
    ],
    remediation:
      "Set fsGroup in the pod's securityContext to a group of the container's user, or fix the permissions on the volume.",
  }),
  async ({ env, kube, inPod, note }) => {
    const folder = await claimedFolder(kube, workloadOf(env.config, 'plugin-daemon'));
    if (!folder) notApplicable('the plugin daemon mounts no PersistentVolumeClaim');
    const { written } = await inPod<{ written: boolean }>('plugin-daemon', 'volume.py', { folder });
    expect(written, `a file below ${folder}`).toBe(true);
    note(`written, read back and removed below ${folder}`);
  },
);
