/** What a container of a set may be: a part of Dify that rules judge, another service of Dify, a store, or an edge. */
export type Component = DifyPart | DifyExtra | Store | Edge;

/** The parts that the config names (docs/config.md, `parts`). */
export type DifyPart = 'api' | 'worker' | 'web' | 'sandbox' | 'plugin-daemon' | 'ssrf-proxy';

/** Further services of Dify's own Compose file: the scheduler, and those of 1.16. */
export type DifyExtra = 'beat' | 'api-websocket' | 'agent-backend' | 'local-sandbox';

export type Store =
  | ('postgres' | 'mysql' | 'redis' | 'minio' | 'etcd')
  | ('weaviate' | 'qdrant' | 'milvus' | 'pgvector' | 'opensearch' | 'elasticsearch' | 'chroma');

export type Edge = 'nginx';

export const DIFY_PARTS: readonly DifyPart[] = ['api', 'worker', 'web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'];

/** As messages name them. */
export const TITLES: Readonly<Record<Component, string>> = {
  api: 'api',
  worker: 'worker',
  beat: 'beat',
  'api-websocket': 'api_websocket',
  web: 'web',
  sandbox: 'sandbox',
  'plugin-daemon': 'plugin daemon',
  'ssrf-proxy': 'SSRF proxy',
  'agent-backend': 'agent backend',
  'local-sandbox': 'local sandbox',
  postgres: 'Postgres',
  mysql: 'MySQL',
  redis: 'Redis',
  minio: 'MinIO',
  etcd: 'etcd',
  weaviate: 'Weaviate',
  qdrant: 'Qdrant',
  milvus: 'Milvus',
  pgvector: 'pgvector',
  opensearch: 'OpenSearch',
  elasticsearch: 'Elasticsearch',
  chroma: 'Chroma',
  nginx: 'nginx',
};

/** In the order in which sentences list them. */
export const COMPONENTS = Object.keys(TITLES) as readonly Component[];

export const isDifyPart = (component: Component): component is DifyPart =>
  (DIFY_PARTS as readonly Component[]).includes(component);
