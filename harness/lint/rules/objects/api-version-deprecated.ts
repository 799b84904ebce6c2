import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

export const apiVersionDeprecated: Rule = {
  id: 'api-version-deprecated',
  claims: ['DEP-1'],
  severity: 'recommended',
  title: 'No object is of a kind that Kubernetes means to give up',
  rationale: 'It still works, with a warning at each apply, and without what came since.',
  remediation: 'Move the object to what takes its place.',
  source: 'Kubernetes 1.33, "Continuing the transition from Endpoints to EndpointSlices"',
  find: ({ objects }) => findRetired(objects, 'deprecated'),
};
