import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, isSeen, nameIn, plainText } from '../../facts/dify/settings.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { existing, type Rule } from '../../rule.ts';

/** What each object store cannot work without: where files go. Credentials may come from the platform. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  s3: ['S3_BUCKET_NAME'],
  'azure-blob': ['AZURE_BLOB_CONTAINER_NAME', 'AZURE_BLOB_ACCOUNT_URL'],
  'aliyun-oss': ['ALIYUN_OSS_BUCKET_NAME', 'ALIYUN_OSS_ENDPOINT'],
  'google-storage': ['GOOGLE_STORAGE_BUCKET_NAME'],
  'tencent-cos': ['TENCENT_COS_BUCKET_NAME', 'TENCENT_COS_SECRET_ID', 'TENCENT_COS_SECRET_KEY'],
  'huawei-obs': ['HUAWEI_OBS_BUCKET_NAME', 'HUAWEI_OBS_SERVER'],
  'oci-storage': ['OCI_BUCKET_NAME', 'OCI_ENDPOINT'],
  'volcengine-tos': ['VOLCENGINE_TOS_BUCKET_NAME', 'VOLCENGINE_TOS_ENDPOINT', 'VOLCENGINE_TOS_REGION'],
  'baidu-obs': ['BAIDU_OBS_BUCKET_NAME', 'BAIDU_OBS_ENDPOINT'],
  supabase: ['SUPABASE_BUCKET_NAME', 'SUPABASE_URL', 'SUPABASE_API_KEY'],
};

export const fileStorageIncomplete: Rule = {
  id: 'file-storage-incomplete',
  claims: ['STO-1', 'ENV-1'],
  severity: 'mandatory',
  title: 'API and worker get the settings of the object store that STORAGE_TYPE names',
  rationale:
    'Without the bucket, API and worker do not start, or each upload fails: the store is opened with an empty name. A key in a ConfigMap does not help a container that does not refer to it.',
  remediation: 'Set the variables in the environment of API and worker.',
  source: 'Dify api/extensions/storage/*.py, api/extensions/ext_storage.py (0.15 to 1.16)',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      const type = environment.variables.get('STORAGE_TYPE');
      if ((program !== 'api' && program !== 'worker') || !type) continue;
      const store = plainText(environment, 'STORAGE_TYPE') ?? '';
      // Storage-type says that another one is promised.
      const required = input.expected.external && store !== 's3' ? [] : (REQUIRED[store] ?? []);
      const missing = required.filter((name) => isAbsent(input, environment, name));
      if (missing.length === 0 || isSeen(seen, type.definedAt)) continue;
      yield findingAt(type.definedAt, {
        message: `${nameIn(environment)} stores files in ${type.value}, but does not get ${missing.join(', ')}`,
        cause: whereItIs(input, environment, missing),
        remedy: `set ${missing.join(', ')} in the environment of API and worker`,
      });
    }
  },
};

function whereItIs({ sources }: LintInput, { workload }: ContainerEnvironment, missing: readonly string[]): string {
  const { namespace } = workload.entry.object.metadata;
  const holding = sources.all.filter(
    ({ keys, entry }) =>
      entry.object.metadata.namespace === namespace &&
      missing.some((name) => keys.get(name)?.value !== '' && keys.has(name)),
  );
  if (holding.length === 0) return 'the settings were left out, or are called otherwise here';
  const names = holding.map(({ kind, name }) => `${kind} ${name}`);
  return `the container does not refer to the key; ${existing('keys of that name are in', names).replace('existing ', '')}`;
}
