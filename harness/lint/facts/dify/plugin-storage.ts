/** A kind of storage of the plugin daemon. */
export interface PluginStore {
  /** Values of PLUGIN_STORAGE_TYPE that mean it. */
  readonly types: readonly string[];
  /** Without one of these the daemon panics. */
  readonly required: readonly string[];
}

/**
 * dify-cloud-kit v0.1.1 to v0.1.4: oss/factory/factory.go (names), oss/oss.go (Validate); the variables are those of
 * dify-plugin-daemon 0.1.3 to 0.6.10, internal/types/app/config.go.
 */
export const PLUGIN_STORES: readonly PluginStore[] = [
  { types: ['local', 'local_file'], required: [] },
  { types: ['aws_s3', 's3', 'aws-s3'], required: ['PLUGIN_STORAGE_OSS_BUCKET', 'AWS_REGION'] },
  {
    types: ['azure_blob', 'azure', 'azure-blob'],
    required: ['AZURE_BLOB_STORAGE_CONTAINER_NAME', 'AZURE_BLOB_STORAGE_CONNECTION_STRING'],
  },
  {
    types: ['aliyun_oss', 'aliyun', 'aliyun-oss'],
    required: [
      'PLUGIN_STORAGE_OSS_BUCKET',
      'ALIYUN_OSS_ENDPOINT',
      'ALIYUN_OSS_ACCESS_KEY_ID',
      'ALIYUN_OSS_ACCESS_KEY_SECRET',
    ],
  },
  {
    types: ['tencent_cos', 'tencent', 'tencent-cos'],
    required: ['PLUGIN_STORAGE_OSS_BUCKET', 'TENCENT_COS_REGION', 'TENCENT_COS_SECRET_ID', 'TENCENT_COS_SECRET_KEY'],
  },
  { types: ['gcs', 'google-storage', 'google_storage'], required: ['PLUGIN_STORAGE_OSS_BUCKET'] },
  {
    types: ['huawei_obs', 'huawei', 'huawei-obs'],
    required: ['PLUGIN_STORAGE_OSS_BUCKET', 'HUAWEI_OBS_SERVER', 'HUAWEI_OBS_ACCESS_KEY', 'HUAWEI_OBS_SECRET_KEY'],
  },
  {
    types: ['volcengine_tos', 'volcengine', 'volcengine-tos'],
    required: [
      'PLUGIN_STORAGE_OSS_BUCKET',
      'VOLCENGINE_TOS_ENDPOINT',
      'VOLCENGINE_TOS_ACCESS_KEY',
      'VOLCENGINE_TOS_SECRET_KEY',
    ],
  },
  {
    types: ['baidu_bos'],
    required: ['PLUGIN_STORAGE_OSS_BUCKET', 'BAIDU_BOS_ENDPOINT', 'BAIDU_BOS_ACCESS_KEY', 'BAIDU_BOS_SECRET_KEY'],
  },
];

/** @returns the store that a value of PLUGIN_STORAGE_TYPE means; `local` if it is empty. */
export const pluginStore = (type: string): PluginStore | undefined =>
  PLUGIN_STORES.find(({ types }) => types.includes(type || 'local'));
