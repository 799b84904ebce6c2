import { findingAt, isSeen, plainText, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const opendalVariableUnused: Rule = {
  id: 'opendal-variable-unused',
  claims: ['STO-1'],
  severity: 'informational',
  title: 'No OPENDAL_ variable is set with another storage type',
  rationale: 'They only apply with STORAGE_TYPE=opendal. Next to s3 they mislead readers about where files are stored.',
  remediation: 'Remove the OPENDAL_ variables, or set STORAGE_TYPE to opendal.',
  source: 'Dify api/extensions/ext_storage.py: OPENDAL_* is read only with STORAGE_TYPE=opendal',
  needs: 'api',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment } of rolesOf(input).backends) {
      const type = plainText(environment, 'STORAGE_TYPE');
      if (type === undefined || type === 'opendal') continue;
      for (const [name, { definedAt, value }] of environment.variables) {
        if (!name.startsWith('OPENDAL_') || !value || isSeen(seen, definedAt)) continue;
        yield findingAt(definedAt, {
          message: `${name} has no effect with STORAGE_TYPE=${type}`,
          cause: "it is the default of Dify's Compose file, for files in a local directory",
          remedy: 'remove it',
        });
      }
    }
  },
};
