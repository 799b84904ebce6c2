import type { ParityCell, ParityState, ParityTable } from '../../core/model/parity.ts';

const COMPOSE = 'fixtures/compose/docker-compose.yaml';
const CONFIG_MAP = 'fixtures/manifests/dify/10-configmap.yaml';
const SECRET = 'fixtures/manifests/dify/11-secret.yaml';

/** A sample comparison with a cell in each state. */
export function sampleParity(): ParityTable {
  const api = [
    cell('CODE_EXECUTION_API_KEY', 'secret-same'),
    cell('CODE_EXECUTION_ENDPOINT', 'documented', ['http://sandbox:8194', 'http://dify-sandbox.dify:8194']),
    cell('DB_HOST', 'same', ['dbnode0.maywzh.com', 'dbnode0.maywzh.com']),
    cell('LOG_LEVEL', 'differs', ['INFO', 'DEBUG']),
    cell('SECRET_KEY', 'secret-differs'),
    cell('UPLOAD_FILE_SIZE_LIMIT', 'missing-in-kubernetes', ['15', '']),
  ];
  const worker = [
    cell('DB_HOST', 'same', ['dbnode0.maywzh.com', 'dbnode0.maywzh.com']),
    cell('LOG_LEVEL', 'same', ['INFO', 'INFO']),
    cell('NEW_SETTING', 'missing-in-compose', ['', 'on']),
    cell('SECRET_KEY', 'unknown'),
  ];
  return {
    composeFile: COMPOSE,
    services: [
      { part: 'api', compose: 'api', workload: 'Deployment dify/dify-api', cells: api },
      { part: 'worker', compose: 'worker', workload: 'Deployment dify/dify-worker', cells: worker },
      { part: 'ssrf-proxy', cells: [] },
    ],
  };
}

const REASONS: Partial<Record<ParityState, string>> = {
  documented: 'the address of a service: Compose name there, Service here',
  unknown: 'filled in when deploying',
};

/** @param values in Compose and in Kubernetes; an empty one is missing. Absent = a secret. */
function cell(variable: string, state: ParityState, values?: readonly [string, string]): ParityCell {
  const [compose, kubernetes] = values ?? [];
  const reason = REASONS[state];
  const composeSide = { file: COMPOSE, line: 12, source: 'environment' };
  const kubernetesSide = values
    ? { file: CONFIG_MAP, line: 30, source: 'ConfigMap dify-config' }
    : { file: SECRET, line: 14, source: 'Secret dify-secret' };
  return {
    variable,
    state,
    ...(compose === '' ? {} : { compose: { ...composeSide, ...(compose ? { value: compose } : {}) } }),
    ...(kubernetes === '' ? {} : { kubernetes: { ...kubernetesSide, ...(kubernetes ? { value: kubernetes } : {}) } }),
    ...(reason ? { reason } : {}),
  };
}
