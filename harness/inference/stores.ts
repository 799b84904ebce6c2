import { type Component, type Store, TITLES } from './components.ts';
import type { SeenContainer, SeenSet } from './seen.ts';
import { textIn } from './seen.ts';

/** A server that keeps data for Dify. */
export interface UnderstoodStore {
  readonly use: 'database' | 'cache' | 'vectors' | 'files';
  /** As a sentence names it: `Postgres`, `Milvus`, `S3`. */
  readonly name: string;
  /** `inside` = a Service or a workload of the set; `volume` = files in a directory, whether a volume is mounted there or not; `unknown` = the files don't tell. */
  readonly where: 'inside' | 'outside' | 'volume' | 'unknown';
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Where Dify's API image says the address of a vector store is (Dify, api/configs/middleware/vdb). */
const VECTORS: Readonly<Record<string, readonly [title: string, variable: string]>> = {
  milvus: ['Milvus', 'MILVUS_URI'],
  weaviate: ['Weaviate', 'WEAVIATE_ENDPOINT'],
  qdrant: ['Qdrant', 'QDRANT_URL'],
  pgvector: ['pgvector', 'PGVECTOR_HOST'],
  opensearch: ['OpenSearch', 'OPENSEARCH_HOST'],
  elasticsearch: ['Elasticsearch', 'ELASTICSEARCH_HOST'],
  chroma: ['Chroma', 'CHROMA_HOST'],
};

/** Of object stores, by `STORAGE_TYPE` (Dify, api/configs/middleware/storage). */
const FILES: Readonly<Record<string, readonly [title: string, variable: string]>> = {
  s3: ['S3', 'S3_ENDPOINT'],
  'azure-blob': ['Azure Blob', 'AZURE_BLOB_ACCOUNT_URL'],
  'aliyun-oss': ['Aliyun OSS', 'ALIYUN_OSS_ENDPOINT'],
  'google-storage': ['Google Cloud Storage', 'GOOGLE_STORAGE_ENDPOINT'],
  'tencent-cos': ['Tencent COS', 'TENCENT_COS_ENDPOINT'],
  'volcengine-tos': ['Volcengine TOS', 'VOLCENGINE_TOS_ENDPOINT'],
  'huawei-obs': ['Huawei OBS', 'HUAWEI_OBS_SERVER'],
};

/**
 * @param api a container of Dify's API image, whose settings say what is used; undefined = only what the set runs is known.
 * @param running what the set's own containers are.
 */
export function storesOf(
  set: SeenSet,
  api: SeenContainer | undefined,
  running: ReadonlySet<Component>,
): UnderstoodStore[] {
  if (!api) return [...running].flatMap((component) => ranStore(component));
  const at = (variable: string, port?: string) => addressIn(set, api, variable, port);
  return [
    { use: 'database', name: database(api), ...at('DB_HOST', 'DB_PORT') },
    { use: 'cache', name: 'Redis', ...at('REDIS_HOST', 'REDIS_PORT') },
    ...vectors(api, at),
    files(api, at),
  ];
}

type AddressOf = (variable: string, port?: string) => Pick<UnderstoodStore, 'where' | 'host' | 'port'>;

const USES: Readonly<Partial<Record<Component, UnderstoodStore['use']>>> = {
  postgres: 'database',
  mysql: 'database',
  redis: 'cache',
  minio: 'files',
};

function ranStore(component: Component): UnderstoodStore[] {
  const isStore = component in USES || component in VECTORS;
  const use = USES[component] ?? 'vectors';
  return isStore ? [{ use, name: TITLES[component as Store], where: 'inside', host: undefined, port: undefined }] : [];
}

const database = (api: SeenContainer): string => (textIn(api, 'DB_TYPE') === 'mysql' ? 'MySQL' : 'Postgres');

function vectors(api: SeenContainer, at: AddressOf): UnderstoodStore[] {
  const kind = textIn(api, 'VECTOR_STORE');
  if (kind === undefined) return [];
  const [name, variable] = VECTORS[kind] ?? [kind, ''];
  return [{ use: 'vectors', name, ...at(variable) }];
}

function files(api: SeenContainer, at: AddressOf): UnderstoodStore {
  const kind = textIn(api, 'STORAGE_TYPE') ?? 'opendal';
  const known = FILES[kind];
  if (known) return { use: 'files', name: known[0], ...at(known[1]) };
  const scheme = textIn(api, 'OPENDAL_SCHEME') ?? 'fs';
  if (kind === 'opendal' && scheme !== 'fs') {
    return { use: 'files', name: `OpenDAL ${scheme}`, where: 'unknown', host: undefined, port: undefined };
  }
  return { use: 'files', name: 'local files', where: 'volume', host: undefined, port: undefined };
}

function addressIn(set: SeenSet, api: SeenContainer, variable: string, port?: string): ReturnType<AddressOf> {
  const written = textIn(api, variable);
  const nothing = { where: 'unknown', host: undefined, port: undefined } as const;
  if (written === undefined || written.includes('${')) return nothing;
  const url = URL.canParse(written) && written.includes('://') ? new URL(written) : undefined;
  const host = (url?.hostname ?? written.split(':')[0] ?? '').toLowerCase();
  const number = Number(url?.port || (port && textIn(api, port)) || Number.NaN);
  if (host === '') return nothing;
  return { where: isInside(set, host) ? 'inside' : 'outside', host, port: number > 0 ? number : undefined };
}

/** A Service of the set by any of its DNS names; a bare name can only be one, too (Kubernetes, "DNS for Services and Pods"). */
function isInside({ services }: SeenSet, host: string): boolean {
  const [name = '', , svc] = host.split('.');
  const there = services.some(({ object }) => object.metadata?.name === name && object.spec?.type !== 'ExternalName');
  return there && (!host.includes('.') || svc === 'svc' || host.split('.').length === 2);
}
