import { settingsThatDiffer } from '../../facts/dify/shared-settings.ts';
import type { Rule } from '../../rule.ts';

/** Settings that determine where files are stored (Dify api/configs/middleware/storage). */
const STORAGE = [
  ...['STORAGE_TYPE', 'OPENDAL_SCHEME', 'OPENDAL_FS_ROOT', 'STORAGE_LOCAL_PATH'],
  ...['S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET_NAME', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'S3_ADDRESS_STYLE'],
  'S3_USE_AWS_MANAGED_IAM',
];
export const storageSettingsDiffer: Rule = {
  id: 'storage-settings-differ',
  claims: ['STO-1'],
  severity: 'mandatory',
  title: 'API and worker use the same file storage',
  rationale: 'The worker can\'t find the files that the API stores: documents end up in status "error".',
  remediation: 'Take all storage settings from the same ConfigMap and Secret in both.',
  source: 'Deployment description 10.4; Dify api/configs/middleware/storage',
  find: (input) => settingsThatDiffer(input, STORAGE),
};
