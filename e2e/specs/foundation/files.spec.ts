import { workloadOf } from '../../../harness/index.ts';
import { callers, elsewhere } from '../../clients/cluster/promised-address.ts';
import { claimedFolders } from '../../clients/cluster/volumes.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const observe = {
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['deployments-ready', 'outside-names-end-at-stand-ins', 'service-ports'],
} as const;

test(
  'API and worker can reach the S3 bucket with their own settings, at the promised address',
  check({
    ...observe,
    id: 's3-reached',
    claims: ['STO-1'],
    needs: ['s3', 'dify-api'],
    requires: ['api', 's3'],
    faults: [{ kind: 'stand-in-paused', standIn: 's3' }],
    remediation:
      'Compare S3_ENDPOINT, S3_REGION, S3_BUCKET_NAME and the keys in the Secret with the storage service; STORAGE_TYPE must be s3.',
  }),
  async ({ env, inPod, note }) => {
    const server = env.config.external.s3;
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const found = await inPod<{ endpoint: string; bucket: string; region: string }>(part, 's3.py', {
        action: 'head',
      });
      note(`${part}: bucket ${found.bucket} at ${found.endpoint}`);
      problems.push(
        ...elsewhere(
          `${part}: S3`,
          [new URL(found.endpoint).host, found.bucket, found.region],
          server && [server.host, server.port, server.bucket, server.region],
        ),
      );
    }
    expectNone(problems);
  },
);

interface StoredFiles {
  readonly type: string;
  readonly folder: string;
  readonly writable: boolean;
}

// Also fails with root's directory in the volume: /health is 200 then, and every upload 500.
test(
  'API and worker can write to the directory where Dify keeps its files, and it is in a volume',
  check({
    ...observe,
    id: 'files-directory-writable',
    claims: ['STO-1'],
    needs: ['dify-api'],
    requires: ['api', 'storage:volume'],
    faults: [{ kind: 'environment', part: 'worker', set: { OPENDAL_FS_ROOT: '/opt/elsewhere' } }],
    remediation:
      "Mount one ReadWriteMany PersistentVolumeClaim at the directory in API and worker (by default /app/api/storage), writable for Dify's user: fsGroup: 1001, or an init container that changes the owner.",
  }),
  async ({ env, kube, inPod, note }) => {
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const { type, folder, writable } = await inPod<StoredFiles>(part, 'stored_files.py', { action: 'try' });
      note(`${part}: STORAGE_TYPE ${type}, files in ${folder}`);
      if (!writable) problems.push(`${part}: its user can't write to ${folder}`);
      const claims = await claimedFolders(kube, workloadOf(env.config, part));
      if (!claims.some((claim) => `${folder}/`.startsWith(`${claim}/`)))
        problems.push(`${part}: ${folder} is in the container, not in a PersistentVolumeClaim: it ends with the pod`);
    }
    expectNone(problems);
  },
);
