import { findingAt, isSeen, plainText, rolesOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const opendalVariableUnused: Rule = {
  id: 'opendal-variable-unused',
  claims: ['STO-1'],
  severity: 'informational',
  title: 'No OPENDAL_ variable stands beside another storage type',
  rationale:
    'They are read with STORAGE_TYPE=opendal only. Beside s3 they make a reader believe that files are somewhere else.',
  remediation: 'Take the OPENDAL_ variables out, or set STORAGE_TYPE to opendal.',
  source: 'Dify api/extensions/ext_storage.py: STORAGE_TYPE chooses, OPENDAL_* belong to opendal',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment } of rolesOf(input).backends) {
      const type = plainText(environment, 'STORAGE_TYPE');
      if (type === undefined || type === 'opendal') continue;
      for (const [name, { definedAt, value }] of environment.variables) {
        if (!name.startsWith('OPENDAL_') || !value || isSeen(seen, definedAt)) continue;
        yield findingAt(definedAt, {
          message: `nothing reads ${name} with STORAGE_TYPE=${type}`,
          cause: "it is the default of Dify's Compose file, for files in a local folder",
          remedy: 'take it out',
        });
      }
    }
  },
};
