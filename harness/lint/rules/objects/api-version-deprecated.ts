import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

export const apiVersionDeprecated: Rule = {
  id: 'api-version-deprecated',
  claims: ['DEP-1'],
  severity: 'recommended',
  title: 'No object uses a deprecated API',
  rationale: 'It still works, but each apply prints a warning, and newer features are not available.',
  remediation: 'Migrate the object to the replacement API.',
  source: 'Kubernetes 1.33, "Continuing the transition from Endpoints to EndpointSlices"',
  together: 'set',
  find: ({ objects }) => findRetired(objects, 'deprecated'),
};
