import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

export const s3KeyExposed: Rule = {
  id: 's3-key-exposed',
  claims: ['SEC-2', 'SEC-1'],
  severity: 'mandatory',
  title: 'S3_ACCESS_KEY and S3_SECRET_KEY are in a Secret',
  rationale: 'The pair gives access to the bucket with all uploaded files and the private keys of the tenants.',
  remediation: 'Move both keys to a Secret, reference it, and rotate them, because the old ones were exposed.',
  source: 'Deployment description 8, 10.4',
  together: 'object',
  *find(input) {
    for (const { name, at, where } of exposuresOf(input)) {
      if (name !== 'S3_ACCESS_KEY' && name !== 'S3_SECRET_KEY') continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} is in ${where}`,
        cause: 'it was kept with the other S3 settings',
        remedy: 'move it to a Secret together with the other key, and rotate the pair',
      };
    }
  },
};
