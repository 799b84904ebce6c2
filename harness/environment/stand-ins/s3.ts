import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { externalOf } from '../../core/config/index.ts';
import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import { BUCKET_QUOTA } from './programs.ts';
import type { MakeFault, StandIn, StandInImage, StandInModule } from './types.ts';

export interface S3Options {
  readonly image: StandInImage;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region: string;
  readonly port: number;
}

/** The bucket's quota: MinIO rejects every object that is not smaller. */
const full: MakeFault = async ({ inApiPod }) => {
  const limit = (bytes: number) => inApiPod({ name: 'bucket_quota.py', source: BUCKET_QUOTA }, { bytes });
  await limit(1);
  return { [Symbol.asyncDispose]: () => limit(0) };
};

export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.s3,
  create: ({ config, image, secret }) =>
    s3({
      ...externalOf(config.external, 's3'),
      image,
      accessKey: secret('S3_ACCESS_KEY'),
      secretKey: secret('S3_SECRET_KEY'),
    }),
  faults: { full },
};

/** S3 served by MinIO, with the deployment's bucket. */
export function s3(options: S3Options): StandIn {
  return {
    name: 's3',
    ports: [options.port],
    async start(host) {
      const container = await host.run({
        name: 's3',
        image: options.image.tag,
        command: ['server', '/data', '--address', `:${options.port}`],
        environment: {
          MINIO_ROOT_USER: options.accessKey,
          MINIO_ROOT_PASSWORD: options.secretKey,
          MINIO_REGION: options.region,
          MINIO_BROWSER: 'off',
          MINIO_UPDATE: 'off',
        },
        memory: { '/data': 'rw,size=1g' },
      });
      const endpoint = host.endpoint(options.port);
      return {
        name: 's3',
        containerId: container.getId(),
        endpoint,
        ledger: ledgerEntry('s3', options.image, [
          'MinIO on one disk',
          'no TLS, root credentials instead of a policy',
          'data in memory',
        ]),
        verify: () => verify(endpoint, options),
      };
    },
  };
}

async function verify(endpoint: Endpoint, options: S3Options): Promise<string> {
  const client = new S3Client({
    endpoint: `http://${endpoint.host}:${endpoint.port}`,
    region: options.region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: options.accessKey, secretAccessKey: options.secretKey },
  });
  const target = { Bucket: options.bucket, Key: `dify-e2e/${randomUUID()}` };
  try {
    await ensureBucket(client, options.bucket);
    await client.send(new PutObjectCommand({ ...target, Body: target.Key }));
    const back = await client.send(new GetObjectCommand(target));
    if ((await back.Body?.transformToString()) !== target.Key)
      throw new Error('data written to S3 could not be read back');
    await client.send(new DeleteObjectCommand(target));
    return 'MinIO (S3 API)';
  } finally {
    client.destroy();
  }
}

async function ensureBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFound') throw error;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  }
}
