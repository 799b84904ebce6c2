import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { check, inconclusive } from '../support/check.ts';
import { ownDataset } from '../support/dataset.ts';
import { test } from '../support/fixtures.ts';
import { clusterUrl } from '../support/topology.ts';
import { claimedFolder } from '../support/volumes.ts';

test(
  'An object that the API writes to the bucket is read by the worker, by a signed URL too, and is gone when it is deleted',
  check({
    id: 's3-round-trip',
    claims: ['STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['s3-reached'],
    needs: ['s3', 'dify-api'],
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

type Fetched = { readonly path: string } & Readonly<
  Record<'good' | 'spoilt' | 'expired', { readonly status: number; readonly body: string }>
>;

// Another SECRET_KEY in the worker turns it red: links to files that it makes are refused by the API.
test(
  'A stored file is handed out by a link that the worker signs, and by no other one',
  check({
    id: 'signed-file-link',
    claims: ['STO-1', 'DEP-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['worker-indexes-document'],
    needs: ['dify-api', 's3', 'postgres'],
    remediation:
      'SECRET_KEY of API and worker must be the same; a file that is missing behind a good link means another bucket or storage type.',
  }),
  async ({ env, http, session, podHttp, inPod, note }) => {
    const marker = `e2e-${randomUUID()}`;
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const { fileId } = await dataset.index(`The marker of this file is ${marker}.`);
    if (!fileId) inconclusive('the API does not tell the id of the stored text');
    const [{ path, good, spoilt, expired }, outside] = await Promise.all([
      inPod<Fetched>('worker', 'signed_file.py', { base: clusterUrl(env.config, 'api'), fileId }),
      http.request(`http://${env.config.hosts.api}/files/${fileId}/file-preview`),
    ]);
    expect(good.status, `answer to a good link: ${good.body}`).toBe(200);
    expect(good.body).toContain(marker);
    expect(spoilt.status, 'answer to a spoilt signature').toBe(404);
    expect(expired.status, 'answer to a link of a month ago').toBe(404);
    expect(outside.body, 'the file from outside, without a signature').not.toContain(marker);
    note(`${path}: 200 with a good signature, 404 with a spoilt one and with an old one`);
    note(`from outside, at ${env.config.hosts.api}, without a signature: HTTP ${outside.status}`);
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
    const folder = await claimedFolder(kube, env.config.parts['plugin-daemon'].deployment);
    if (!folder) inconclusive('the plugin daemon mounts no PersistentVolumeClaim');
    const { written } = await inPod<{ written: boolean }>('plugin-daemon', 'volume.py', { folder });
    expect(written, `a file below ${folder}`).toBe(true);
    note(`written, read back and removed below ${folder}`);
  },
);
