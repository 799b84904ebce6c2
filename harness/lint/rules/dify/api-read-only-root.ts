import { dirname } from 'node:path/posix';
import { partText } from '../../facts/dify/examples.ts';
import { writableAt } from '../../facts/dify/mounts.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, nameIn, plainText, type Role, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const api = (volumes: string) =>
  partText('api', {
    container: `securityContext: { readOnlyRootFilesystem: true }\nvolumeMounts:\n${volumes}`,
    pod: 'volumes:\n  - { name: tmp, emptyDir: {} }\n  - { name: logs, emptyDir: {} }',
    env: { LOG_FILE: '/app/logs/server.log' },
  });
const LOGS = '  - { name: logs, mountPath: /app/logs }';

export const apiReadOnlyRoot: Rule = {
  id: 'api-read-only-root',
  claims: ['DEP-2', 'STO-2'],
  severity: 'mandatory',
  title: 'API and worker have a volume wherever they write, if their root filesystem is read-only',
  rationale:
    'gunicorn and Celery keep files in /tmp, Dify opens LOG_FILE at start, beat writes its schedule: each of them ends the process at start.',
  remediation:
    'Mount an emptyDir at /tmp and at the folder of LOG_FILE (beat: at /app/api, too), or leave readOnlyRootFilesystem out.',
  source:
    'gunicorn, "Settings": worker_tmp_dir; Dify api/extensions/ext_logging.py; Celery, "Periodic Tasks": schedule file',
  examples: {
    bad: { manifests: api(LOGS) },
    good: { manifests: api(`${LOGS}\n  - { name: tmp, mountPath: /tmp }`) },
  },
  mutation: [
    {
      file: 'manifests/dify/20-api.yaml',
      replace: '            allowPrivilegeEscalation: false\n',
      by: '            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n',
    },
  ],
  *find(input) {
    for (const { role, environment } of rolesOf(input).backends) {
      if (!rightsOf(environment).readOnlyRoot) continue;
      const lacking = neededBy(role, plainText(environment, 'LOG_FILE')).filter(
        (path) => !writableAt(environment, path),
      );
      if (lacking.length === 0) continue;
      yield findingAt(placeOfRight(environment, 'readOnlyRootFilesystem'), {
        message: `the root filesystem of ${nameIn(environment)} is read-only, and there is no volume at ${lacking.join(', ')}`,
        cause: "the process ends at start, when it can't write there",
        remedy: `mount an emptyDir at ${lacking.join(' and at ')}`,
      });
    }
  },
};

function neededBy(role: Role, logFile: string | undefined): string[] {
  return ['/tmp', ...(logFile?.startsWith('/') ? [dirname(logFile)] : []), ...(role === 'beat' ? ['/app/api'] : [])];
}
