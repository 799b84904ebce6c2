import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

export const s3KeyExposed: Rule = {
  id: 's3-key-exposed',
  claims: ['SEC-2', 'SEC-1'],
  severity: 'mandatory',
  title: 'S3_ACCESS_KEY and S3_SECRET_KEY are in a Secret',
  rationale: 'The pair opens the bucket with all uploaded files and with the private keys of the tenants.',
  remediation: 'Move both keys to a Secret, refer to that, and have new ones made: the old ones were readable.',
  source: 'Deployment description 8, 10.4',
  *find(input) {
    for (const { name, at, where } of exposuresOf(input)) {
      if (name !== 'S3_ACCESS_KEY' && name !== 'S3_SECRET_KEY') continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} is in ${where}`,
        cause: 'it stands with the other settings of S3',
        remedy: 'move it to a Secret, beside the other key; have a new pair made',
      };
    }
  },
};
