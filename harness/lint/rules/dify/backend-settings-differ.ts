import { settingsThatDiffer } from '../../facts/dify/shared-settings.ts';
import type { Rule } from '../../rule.ts';

const NAMES = [
  ...['DB_TYPE', 'DB_HOST', 'DB_PORT', 'DB_DATABASE'],
  ...['REDIS_HOST', 'REDIS_PORT', 'REDIS_DB', 'CELERY_BROKER_URL'],
  ...['VECTOR_STORE', 'VECTOR_INDEX_NAME_PREFIX', 'MILVUS_URI', 'MILVUS_DATABASE'],
];
export const backendSettingsDiffer: Rule = {
  id: 'backend-settings-differ',
  claims: ['EXT-2', 'EXT-1', 'EXT-3'],
  severity: 'mandatory',
  title: 'API, worker and beat use the same database, broker and vector store',
  rationale:
    'Otherwise tasks go to a broker that no worker consumes, or rows to a database that no one queries: uploads stay queued forever while every pod is healthy.',
  remediation: 'Take these settings from the same ConfigMap and Secret in all of them.',
  source: 'Deployment description 10.3; Dify docker-compose.yaml: x-shared-env is used by api, worker and worker_beat',
  find: (input) => settingsThatDiffer(input, NAMES),
};
