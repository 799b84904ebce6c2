/** Settings of a backend that Dify reads only if that backend is selected (Dify, docker/.env.example). */
interface Choice {
  /** The variable that selects the backend. */
  readonly chosenBy: string;
  /** Prefix of variable names → the selections for which Dify reads them. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
}

const CHOICES: readonly Choice[] = [
  {
    chosenBy: 'VECTOR_STORE',
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
    },
  },
  {
    chosenBy: 'STORAGE_TYPE',
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
    prefixes: {
      S3_: ['aws_s3'],
      AWS_: ['aws_s3'],
      AZURE_BLOB_: ['azure_blob'],
      TENCENT_COS_: ['tencent_cos'],
      ALIYUN_OSS_: ['aliyun_oss'],
      VOLCENGINE_TOS_: ['volcengine_tos'],
    },
  },
];

/**
 * @returns why the program does not read the variable: `VECTOR_STORE is milvus`; undefined if it may read it.
 * @param known looks up another variable of the same container.
 */
export function whyUnread(variable: string, known: (name: string) => string | undefined): string | undefined {
  for (const { chosenBy, prefixes } of CHOICES) {
    const prefix = Object.keys(prefixes).find((start) => variable.startsWith(start));
    const chosen = prefix === undefined ? undefined : known(chosenBy);
    if (prefix !== undefined && chosen && prefixes[prefix]?.includes(chosen) === false)
      return `${chosenBy} is ${chosen}`;
  }
  return undefined;
}
