import type { PartName } from '../../../core/config/index.ts';
import { findingAt, isSeen, partsIn } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import { shownValue } from '../../facts/secrets/shown.ts';
import type { Rule } from '../../rule.ts';

const BACKEND = [
  ...['REDIS_DB', 'SQLALCHEMY_POOL_SIZE', 'SQLALCHEMY_MAX_OVERFLOW'],
  ...['UPLOAD_FILE_SIZE_LIMIT', 'PLUGIN_MAX_PACKAGE_SIZE', 'PLUGIN_REMOTE_INSTALL_PORT', 'FILES_ACCESS_TIMEOUT'],
  ...['APP_MAX_EXECUTION_TIME', 'WORKFLOW_MAX_EXECUTION_TIME', 'GUNICORN_TIMEOUT', 'DIFY_PORT'],
  ...['SERVER_WORKER_AMOUNT', 'SERVER_WORKER_CONNECTIONS', 'CELERY_WORKER_AMOUNT'],
];

/** Variables that a program parses as integers on startup, exiting if it can't. */
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
/** With a config, the address rules compare them with what is promised. */
const PORTS = ['DB_PORT', 'REDIS_PORT'];

export const numberInvalid: Rule = {
  id: 'number-invalid',
  claims: ['ENV-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'Numeric settings of API, worker and plugin daemon are integers without a unit',
  rationale:
    'The program exits on startup with an error about the variable, and the container ends up in CrashLoopBackOff.',
  remediation: 'Write only digits, in quotes.',
  source: 'Dify api/configs (pydantic: PositiveInt); dify-plugin-daemon internal/types/app/config.go (envconfig)',
  *find(input) {
    const seen = new Set<string>();
    const ports = input.expected.judgedBy === 'config' ? [] : PORTS;
    for (const [part, own] of NUMBERS) {
      const names = [...own, ...ports];
      for (const [name, variable] of partsIn(input, part).flatMap(({ variables }) =>
        names.map((one) => [one, variables.get(one)] as const),
      )) {
        if (!variable?.value || isSymbolic(variable.value) || /^\d+$/.test(variable.value)) continue;
        if (isSeen(seen, variable.definedAt)) continue;
        yield findingAt(variable.definedAt, {
          message: `${name} is ${shownValue(variable)}, which is not an integer`,
          cause: `${part} parses it as an integer and exits on startup`,
          remedy: `use ${/\d+/.exec(variable.value)?.[0] ?? 'a number'}`,
        });
      }
    }
  },
};
