import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

export const apiVersionRemoved: Rule = {
  id: 'api-version-removed',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'No object uses a removed API version',
  rationale:
    'It worked in the cluster it was written for; a newer API server rejects it with "no matches for kind … in version …".',
  remediation: 'Migrate the object to a served version, and check which fields changed.',
  source: 'Kubernetes, "Deprecated API Migration Guide"',
  find: ({ objects }) => findRetired(objects, 'removed'),
};
