import type { EngineOptions } from './host.ts';
import { FILE_SIZE } from './programs.ts';
import type { StandInImage } from './types.ts';

/** How the Milvus API is served. */
interface MilvusEngine {
  readonly start: Omit<EngineOptions, 'name' | 'image'>;
  /** How it differs from a production cluster, for the report. */
  readonly differences: readonly string[];
  /** Run in its container: it can no longer write, and it can again. */
  readonly fill: readonly string[];
  readonly empty: readonly string[];
}

const COMMON = ['no authorization: user and password are ignored', 'data in memory'];

/** The recipe's image: Python, and one process that serves the API. */
const LITE: MilvusEngine = {
  start: { memory: { '/data': 'rw,size=1g' } },
  differences: ['milvus-lite: the Milvus API on one process, not a cluster with etcd and message queue', ...COMMON],
  fill: ['python3', '-c', FILE_SIZE, 'milvus_lite', '0'],
  empty: ['python3', '-c', FILE_SIZE, 'milvus_lite', 'none'],
};

const DATA = '/var/lib/milvus';
const ETCD = '/milvus/configs/embedEtcd.yaml';
const FILLER = `${DATA}/dify-e2e-full`;

/** The published image, as Milvus' own `standalone_embed.sh` starts it: etcd in the same process, files instead of S3. */
const STANDALONE: MilvusEngine = {
  start: {
    command: ['milvus', 'run', 'standalone'],
    environment: {
      DEPLOY_MODE: 'STANDALONE',
      ETCD_USE_EMBED: 'true',
      ETCD_DATA_DIR: `${DATA}/etcd`,
      ETCD_CONFIG_PATH: ETCD,
      COMMON_STORAGETYPE: 'local',
    },
    memory: { [DATA]: 'rw,size=2g' },
    files: {
      [ETCD]: [
        'listen-client-urls: http://127.0.0.1:2379',
        'advertise-client-urls: http://127.0.0.1:2379',
        'quota-backend-bytes: 1073741824',
        'auto-compaction-mode: revision',
        "auto-compaction-retention: '1000'",
        '',
      ].join('\n'),
    },
  },
  differences: ['Milvus standalone: one process with embedded etcd and local files, not a cluster', ...COMMON],
  // A limit on the size of files would end a Go program instead of failing its writes.
  fill: ['sh', '-c', `cat /dev/zero > ${FILLER} || test -s ${FILLER}`],
  empty: ['rm', '-f', FILLER],
};

/** @returns how to start and break the engine in an image from there: a recipe builds milvus-lite. */
export const milvusEngine = (source: StandInImage['source']): MilvusEngine =>
  source === 'packages' ? LITE : STANDALONE;
