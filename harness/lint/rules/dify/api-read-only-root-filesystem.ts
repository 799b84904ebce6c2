import { dirname } from 'node:path/posix';
import { writableAt } from '../../facts/dify/mounts.ts';
import { placeOfRight, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, nameIn, plainText, type Role, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const apiReadOnlyRootFilesystem: Rule = {
  id: 'api-read-only-root-filesystem',
  claims: ['DEP-2', 'STO-2'],
  severity: 'mandatory',
  title: 'With a read-only root filesystem, API and worker have a writable volume at every path they write to',
  rationale:
    'gunicorn and Celery keep files in /tmp, Dify opens LOG_FILE on startup, and beat writes its schedule file. If any of these writes fails, the process exits on startup.',
  remediation:
    'Mount an emptyDir at /tmp and at the directory of LOG_FILE (for beat also at /app/api), or remove readOnlyRootFilesystem.',
  source:
    'gunicorn, "Settings": worker_tmp_dir; Dify api/extensions/ext_logging.py; Celery, "Periodic Tasks": schedule file',
  needs: 'api',
  *find(input) {
    for (const { role, environment } of rolesOf(input).backends) {
      if (!rightsOf(environment).readOnlyRoot) continue;
      const lacking = neededBy(role, plainText(environment, 'LOG_FILE')).filter(
        (path) => !writableAt(environment, path),
      );
      if (lacking.length === 0) continue;
      yield findingAt(placeOfRight(environment, 'readOnlyRootFilesystem'), {
        message: `the root filesystem of ${nameIn(environment)} is read-only and no writable volume is mounted at ${lacking.join(', ')}`,
        cause: 'the process cannot write there and exits on startup',
        remedy: `mount an emptyDir at ${lacking.join(' and ')}`,
      });
    }
  },
};

function neededBy(role: Role, logFile: string | undefined): string[] {
  return ['/tmp', ...(logFile?.startsWith('/') ? [dirname(logFile)] : []), ...(role === 'beat' ? ['/app/api'] : [])];
}
