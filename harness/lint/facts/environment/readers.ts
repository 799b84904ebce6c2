import type { PartName } from '../../../core/config/index.ts';

/** Who reads what: settings that have no effect on a process, whatever they say. */

/** Settings of a backend that a part reads only if that backend is selected. */
export interface Choice {
  /** The variable that selects the backend. */
  readonly chosenBy: string;
  /** Parts that read them; the others never do. */
  readonly parts: readonly PartName[];
  /** What it means that the selecting variable is empty or missing; absent = the part has a default of its own. */
  readonly unset?: string;
  /** Files and releases of Dify. */
  readonly source: string;
  /** Prefix of variable names → the selections for which they are read. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
}

const BACKEND: readonly PartName[] = ['api', 'worker'];

export const CHOICES: readonly Choice[] = [
  {
    chosenBy: 'VECTOR_STORE',
    parts: BACKEND,
    source: 'Dify 0.15 to 1.16, api/core/rag/datasource/vdb; api/configs/middleware/vdb',
    prefixes: {
      MILVUS_: ['milvus'],
      WEAVIATE_: ['weaviate'],
      QDRANT_: ['qdrant'],
      PGVECTOR_: ['pgvector'],
      PGVECTO_RS_: ['pgvecto-rs'],
      CHROMA_: ['chroma'],
      COUCHBASE_: ['couchbase'],
      HOLOGRES_: ['hologres'],
      OCEANBASE_: ['oceanbase', 'seekdb'],
      MYSCALE_: ['myscale'],
      VASTBASE_: ['vastbase'],
      ANALYTICDB_: ['analyticdb'],
      TIDB_: ['tidb_vector', 'tidb', 'tidb_on_qdrant'],
      MATRIXONE_: ['matrixone'],
      ORACLE_: ['oracle'],
      ALIBABACLOUD_MYSQL_: ['alibabacloud_mysql'],
      RELYT_: ['relyt'],
      OPENSEARCH_: ['opensearch'],
      TENCENT_VECTOR_DB_: ['tencent'],
      ELASTICSEARCH_: ['elasticsearch', 'elasticsearch-ja'],
      BAIDU_VECTOR_DB_: ['baidu'],
      VIKINGDB_: ['vikingdb'],
      LINDORM_: ['lindorm'],
      OPENGAUSS_: ['opengauss'],
      HUAWEI_CLOUD_: ['huawei_cloud'],
      UPSTASH_VECTOR_: ['upstash'],
      TABLESTORE_: ['tablestore'],
      IRIS_: ['iris'],
      CLICKZETTA_: ['clickzetta'],
    },
  },
  {
    chosenBy: 'STORAGE_TYPE',
    parts: BACKEND,
    source: 'Dify 0.15 to 1.16, api/extensions/ext_storage.py',
    prefixes: {
      S3_: ['s3'],
      OPENDAL_: ['opendal'],
      AZURE_BLOB_: ['azure-blob'],
      GOOGLE_STORAGE_: ['google-storage'],
      ALIYUN_OSS_: ['aliyun-oss'],
      TENCENT_COS_: ['tencent-cos'],
      OCI_: ['oci-storage'],
      HUAWEI_OBS_: ['huawei-obs'],
      VOLCENGINE_TOS_: ['volcengine-tos'],
      BAIDU_OBS_: ['baidu-obs'],
      SUPABASE_: ['supabase'],
      CLICKZETTA_VOLUME_: ['clickzetta-volume'],
    },
  },
  {
    chosenBy: 'PLUGIN_STORAGE_TYPE',
    parts: ['plugin-daemon'],
    source: 'dify-plugin-daemon 0.0.1 to 0.5, internal/types/app/config.go',
    prefixes: {
      S3_: ['aws_s3'],
      AWS_: ['aws_s3'],
      AZURE_BLOB_: ['azure_blob'],
      TENCENT_COS_: ['tencent_cos'],
      ALIYUN_OSS_: ['aliyun_oss'],
      VOLCENGINE_TOS_: ['volcengine_tos'],
    },
  },
  {
    chosenBy: 'MAIL_TYPE',
    parts: BACKEND,
    unset: 'no mail is sent',
    source: 'Dify 0.15 to 1.16, api/extensions/ext_mail.py',
    prefixes: {
      RESEND_: ['resend'],
      SMTP_: ['smtp'],
      SENDGRID_: ['sendgrid'],
      MAIL_DEFAULT_SEND_FROM: ['resend', 'smtp', 'sendgrid'],
    },
  },
  {
    chosenBy: 'ETL_TYPE',
    parts: BACKEND,
    unset: 'the default, dify, reads none of it',
    source: 'Dify 0.15 to 1.16, api/core/rag/extractor/extract_processor.py',
    prefixes: { UNSTRUCTURED_: ['Unstructured'] },
  },
];

/** Settings of programs beside the parts: Compose itself, its proxy, and the stores that it starts (docker-compose.yaml). */
export const OF_OTHERS: Readonly<Record<string, string>> = {
  CERTBOT_: 'certbot',
  NGINX_: 'nginx',
  EXPOSE_: 'Compose',
  COMPOSE_: 'Compose',
  ETCD_: 'etcd',
  MINIO_: 'MinIO',
  POSTGRES_: 'PostgreSQL',
  PGVECTOR_PG: 'pgvector',
  PGVECTOR_POSTGRES_: 'pgvector',
  MYSQL_: 'MySQL',
  KIBANA_: 'Kibana',
};

/**
 * What a part reads of the environment where that is a closed list, as patterns; what the runtime itself reads is added.
 * Releases: web 0.15 to 1.16 (web/docker/entrypoint.sh), sandbox 0.2 (internal/static/config.go), squid's entrypoint of
 * 0.15 to 1.16 (docker/ssrf_proxy).
 */
export const READS: Readonly<Partial<Record<PartName, RegExp>>> = {
  web: /^(NEXT_|NODE_|PM2_|SERVER_|RBAC_|CREATORS_|IS_EMAIL_|WORKFLOW_GENERATION_|(CONSOLE|APP|SERVICE|MARKETPLACE)_(API|WEB)?_?URL$|DEPLOY_ENV$|EDITION$|SENTRY_DSN$|WEB_SENTRY_DSN$|SITE_ABOUT$|AMPLITUDE_|TEXT_GENERATION_|CSP_|ALLOW_|TOP_K_|INDEXING_|MAX_|ENABLE_|LOOP_NODE_|PORT$|HOSTNAME$|EXPERIMENTAL_)/,
  sandbox:
    /^(DEBUG|MAX_\w+|SANDBOX_PORT|WORKER_TIMEOUT|API_KEY|GIN_MODE|ENABLE_\w+|ALLOWED_SYSCALLS|\w*PROXY|PYTHON_\w+|NODEJS_\w+|PIP_\w+)$/,
  'ssrf-proxy': /^(HTTP_PORT|COREDUMP_DIR|REVERSE_PROXY_PORT|SANDBOX_HOST|SANDBOX_PORT|SQUID_\w+)$/,
};

/** Images beside Dify, and the variables that they read; templates of one's own may name others, which stand in `env`. */
export const FOREIGN: readonly (readonly [name: string, images: RegExp, reads: RegExp])[] = [
  ['nginx', /(^|\/)(nginx|nginx-unprivileged|openresty)([:@]|$)/, /^(NGINX_|CERTBOT_)/],
  ['PostgreSQL', /(^|\/)(postgres|pgvector|postgresql)([:@]|$)/, /^(POSTGRES|PG|LANG|LC_)/],
  ['Redis', /(^|\/)(redis|valkey)([:@]|$)/, /^(REDIS_|VALKEY_|REDISCLI_)/],
  [
    'Weaviate',
    /(^|\/)weaviate([:@]|$)/,
    /^(WEAVIATE_|AUTHENTICATION_|AUTHORIZATION_|PERSISTENCE_|QUERY_|DEFAULT_|CLUSTER_|ENABLE_|DISABLE_)/,
  ],
  ['Qdrant', /(^|\/)qdrant([:@]|$)/, /^QDRANT__/],
];

/** Which mode of the API image reads a variable that the others ignore (api/docker/entrypoint.sh, 0.15 to 1.16). */
export const READ_IN_MODE: ReadonlyMap<string, readonly string[]> = new Map([
  ...['DIFY_BIND_ADDRESS', 'DIFY_PORT', 'SERVER_WORKER_AMOUNT', 'SERVER_WORKER_CLASS', 'SERVER_WORKER_CONNECTIONS'].map(
    (name): [string, readonly string[]] => [name, ['api']],
  ),
  ['GUNICORN_TIMEOUT', ['api']],
  ...[
    'CELERY_WORKER_AMOUNT',
    'CELERY_WORKER_CLASS',
    'CELERY_AUTO_SCALE',
    'CELERY_MAX_WORKERS',
    'CELERY_MIN_WORKERS',
  ].map((name): [string, readonly string[]] => [name, ['worker']]),
  ...['CELERY_QUEUES', 'CELERY_WORKER_QUEUES', 'CELERY_WORKER_CONCURRENCY', 'CELERY_WORKER_POOL'].map(
    (name): [string, readonly string[]] => [name, ['worker']],
  ),
]);
