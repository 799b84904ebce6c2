import type { PartName } from '../../../core/config/index.ts';
import { findingAt, isSeen, partIn } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

const BACKEND = [
  ...['REDIS_DB', 'SQLALCHEMY_POOL_SIZE', 'SQLALCHEMY_MAX_OVERFLOW'],
  ...['UPLOAD_FILE_SIZE_LIMIT', 'PLUGIN_MAX_PACKAGE_SIZE', 'PLUGIN_REMOTE_INSTALL_PORT', 'FILES_ACCESS_TIMEOUT'],
  ...['APP_MAX_EXECUTION_TIME', 'WORKFLOW_MAX_EXECUTION_TIME', 'GUNICORN_TIMEOUT', 'DIFY_PORT'],
  ...['SERVER_WORKER_AMOUNT', 'SERVER_WORKER_CONNECTIONS', 'CELERY_WORKER_AMOUNT'],
];

/** Variables that a program reads as whole numbers, and ends at start when it can't. DB_PORT, REDIS_PORT: the address rules. */
const NUMBERS: readonly (readonly [PartName, readonly string[]])[] = [
  ['api', BACKEND],
  ['worker', BACKEND],
  [
    'plugin-daemon',
    [
      ...['SERVER_PORT', 'REDIS_DB', 'PLUGIN_REMOTE_INSTALLING_PORT'],
      ...['MAX_PLUGIN_PACKAGE_SIZE', 'PYTHON_ENV_INIT_TIMEOUT', 'PLUGIN_MAX_EXECUTION_TIMEOUT'],
    ],
  ],
];
export const numberInvalid: Rule = {
  id: 'number-invalid',
  claims: ['ENV-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'Numbers of API, worker and plugin daemon are whole numbers without a unit',
  rationale: 'The program ends at start with a message about the variable, and is started again forever.',
  remediation: 'Write digits alone, in quotes.',
  source: 'Dify api/configs (pydantic: PositiveInt); dify-plugin-daemon internal/types/app/config.go (envconfig)',
  *find(input) {
    const seen = new Set<string>();
    for (const [part, names] of NUMBERS) {
      for (const name of names) {
        const variable = partIn(input, part)?.variables.get(name);
        if (!variable?.value || isSymbolic(variable.value) || /^\d+$/.test(variable.value)) continue;
        if (isSeen(seen, variable.definedAt)) continue;
        yield findingAt(variable.definedAt, {
          message: `${name} is "${variable.value}", which is no whole number`,
          cause: `${part} reads it as one, and ends at start`,
          remedy: `write ${/\d+/.exec(variable.value)?.[0] ?? 'a number'}`,
        });
      }
    }
  },
};
