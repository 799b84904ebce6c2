import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

export const apiVersionRemoved: Rule = {
  id: 'api-version-removed',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'No object is of an API version that Kubernetes has removed',
  rationale: 'It worked in the cluster it was written for; a newer one answers "no matches for kind … in version …".',
  remediation: 'Move the object to the version that is served, and look at what changed in its fields.',
  source: 'Kubernetes, "Deprecated API Migration Guide"',
  find: ({ objects }) => findRetired(objects, 'removed'),
};
