import type { PartName } from '../../../core/config/index.ts';

const API_AND_WORKER: readonly PartName[] = ['api', 'worker'];

/**
 * Variables that an earlier version of the set lacked, and the parts that use them: the first password, request logging,
 * paths, timeouts (deployment description 7, 8, 10.1).
 */
export const REQUIRED_VARIABLES: ReadonlyMap<string, readonly PartName[]> = new Map([
  ['INIT_PASSWORD', API_AND_WORKER],
  ['ENABLE_REQUEST_LOGGING', API_AND_WORKER],
  ['LOG_FILE', API_AND_WORKER],
  ['STORAGE_TYPE', API_AND_WORKER],
  ['GUNICORN_TIMEOUT', ['api']],
  ['FILES_ACCESS_TIMEOUT', API_AND_WORKER],
  ['APP_MAX_EXECUTION_TIME', API_AND_WORKER],
  ['WORKFLOW_MAX_EXECUTION_TIME', API_AND_WORKER],
  ['CODE_EXECUTION_CONNECT_TIMEOUT', API_AND_WORKER],
  ['CODE_EXECUTION_READ_TIMEOUT', API_AND_WORKER],
  ['CODE_EXECUTION_WRITE_TIMEOUT', API_AND_WORKER],
  ['SSRF_DEFAULT_TIME_OUT', API_AND_WORKER],
  ['SSRF_DEFAULT_CONNECT_TIME_OUT', API_AND_WORKER],
  ['SSRF_DEFAULT_READ_TIME_OUT', API_AND_WORKER],
  ['SSRF_DEFAULT_WRITE_TIME_OUT', API_AND_WORKER],
  ['PLUGIN_DAEMON_TIMEOUT', API_AND_WORKER],
  ['TEXT_GENERATION_TIMEOUT_MS', ['web']],
  ['WORKER_TIMEOUT', ['sandbox']],
  ['PLUGIN_STORAGE_LOCAL_ROOT', ['plugin-daemon']],
  ['PLUGIN_WORKING_PATH', ['plugin-daemon']],
  ['PYTHON_ENV_INIT_TIMEOUT', ['plugin-daemon']],
  ['PLUGIN_MAX_EXECUTION_TIMEOUT', ['plugin-daemon']],
]);

/** @returns whether the part must have the variable, whatever Compose sets. */
export const isRequired = (part: PartName, variable: string): boolean =>
  REQUIRED_VARIABLES.get(variable)?.includes(part) === true;
