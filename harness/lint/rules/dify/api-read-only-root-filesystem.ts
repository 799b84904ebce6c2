import { dirname } from 'node:path/posix';
import { writableAt } from '../../facts/dify/mounts.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, nameIn, plainText, type Role, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const apiReadOnlyRootFilesystem: Rule = {
  id: 'api-read-only-root-filesystem',
  claims: ['DEP-2', 'STO-2'],
  severity: 'mandatory',
  title: 'API and worker have a volume wherever they write, if their root filesystem is read-only',
  rationale:
    'gunicorn and Celery keep files in /tmp, Dify opens LOG_FILE at start, beat writes its schedule: each of them ends the process at start.',
  remediation:
    'Mount an emptyDir at /tmp and at the folder of LOG_FILE (beat: at /app/api, too), or leave readOnlyRootFilesystem out.',
  source:
    'gunicorn, "Settings": worker_tmp_dir; Dify api/extensions/ext_logging.py; Celery, "Periodic Tasks": schedule file',
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
