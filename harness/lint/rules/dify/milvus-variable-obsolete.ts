import { findingAt, isSeen, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** MILVUS_SECURE went as well, and came back in a newer version. */
const GONE = ['MILVUS_HOST', 'MILVUS_PORT'];

export const milvusVariableObsolete: Rule = {
  id: 'milvus-variable-obsolete',
  claims: ['EXT-3', 'ENV-2'],
  severity: 'recommended',
  title: 'No variable of Dify 0.x says where Milvus is',
  rationale:
    'Dify 1.x reads MILVUS_URI alone. Whoever changes the old variable changes nothing, and looks for the fault elsewhere.',
  remediation: 'Write MILVUS_URI: http://HOST:PORT, and take MILVUS_HOST and MILVUS_PORT out.',
  source: 'Dify api/configs/middleware/vdb/milvus_config.py',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment } of rolesOf(input).backends) {
      for (const name of GONE) {
        const variable = environment.variables.get(name);
        if (!variable || isSeen(seen, variable.definedAt)) continue;
        const isNeeded = !environment.variables.get('MILVUS_URI')?.value;
        yield findingAt(variable.definedAt, {
          message: `nothing reads ${name}`,
          cause: isNeeded ? 'it is from Dify 0.x, and there is no MILVUS_URI' : 'it is left over from Dify 0.x',
          remedy: isNeeded ? 'write MILVUS_URI: http://HOST:PORT instead' : 'take it out',
          ...(isNeeded ? { severity: 'mandatory' as const } : {}),
        });
      }
    }
  },
};
