import { findingAt, isSeen, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** MILVUS_SECURE was removed as well, but a newer version brought it back. */
const GONE = ['MILVUS_HOST', 'MILVUS_PORT'];

export const milvusVariableObsolete: Rule = {
  id: 'milvus-variable-obsolete',
  claims: ['EXT-3', 'ENV-2'],
  severity: 'recommended',
  title: 'No Dify 0.x variable is used for the Milvus address',
  rationale:
    'Dify 1.x only reads MILVUS_URI. Changing an old variable has no effect, and people look for the problem elsewhere.',
  remediation: 'Set MILVUS_URI: http://HOST:PORT, and remove MILVUS_HOST and MILVUS_PORT.',
  source: 'Dify api/configs/middleware/vdb/milvus_config.py',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment } of rolesOf(input).backends) {
      for (const name of GONE) {
        const variable = environment.variables.get(name);
        if (!variable || isSeen(seen, variable.definedAt)) continue;
        const isNeeded = !environment.variables.get('MILVUS_URI')?.value;
        yield findingAt(variable.definedAt, {
          message: `${name} has no effect`,
          cause: isNeeded ? 'it is a Dify 0.x variable, and MILVUS_URI is not set' : 'it is left over from Dify 0.x',
          remedy: isNeeded ? 'set MILVUS_URI: http://HOST:PORT instead' : 'remove it',
          ...(isNeeded ? { severity: 'mandatory' as const } : {}),
        });
      }
    }
  },
};
