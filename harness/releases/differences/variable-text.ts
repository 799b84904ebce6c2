/** Settings of a store, mail server or model provider that a deployment may not use. */
const PROVIDER =
  /^(ALIBABACLOUD|ALIYUN|ANALYTICDB|APOLLO|AWS|AZURE|BAIDU|CHROMA|CLICKZETTA|COUCHBASE|DIFY_ENV_NACOS|ELASTICSEARCH|ENTERPRISE|GOOGLE|HOLOGRES|HOSTED|HUAWEI|IRIS|LINDORM|MAIL|MATRIXONE|MILVUS|MINIO|MLFLOW|MYSCALE|MYSQL|NOTION|OCEANBASE|OCI|OPENDAL|OPENGAUSS|OPENSEARCH|ORACLE|OTEL|OTLP|OPIK|PGVECT\w*|QDRANT|RELYT|RESEND|S3|SENDGRID|SMTP|SUPABASE|TABLESTORE|TENCENT|TIDB|UNSTRUCTURED|UPSTASH|VASTBASE|VIKINGDB|VOLCENGINE|WEAVIATE|CREATORS_PLATFORM)_/;

/** @returns whether it belongs to a store, mail server or model provider that a deployment may not use. */
export const isProvider = (name: string): boolean => PROVIDER.test(name);

/** @returns who reads a variable, in brackets. */
export const readersText = (readers: readonly string[]): string =>
  readers.length === 0 ? ' (only in the Compose file)' : ` (${readers.join(', ')})`;

/** @returns a value for a sentence; the public default of a secret is not shown. */
export const said = (value: string): string =>
  value.startsWith('public:') ? 'a public default' : value === '' ? 'none' : value;
