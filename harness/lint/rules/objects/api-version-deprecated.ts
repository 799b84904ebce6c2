import { addedToFixtures, objectText } from '../../example-text.ts';
import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

const ADDRESS = 'subsets: [{ addresses: [{ ip: 10.0.0.9 }], ports: [{ port: 5432 }] }]';
const SLICE = 'addressType: IPv4\nendpoints: [{ addresses: [10.0.0.9] }]\nports: [{ port: 5432 }]';

export const apiVersionDeprecated: Rule = {
  id: 'api-version-deprecated',
  claims: ['DEP-1'],
  severity: 'recommended',
  title: 'No object is of a kind that Kubernetes means to give up',
  rationale: 'It still works, with a warning at each apply, and without what came since.',
  remediation: 'Move the object to what takes its place.',
  source: 'Kubernetes 1.33, "Continuing the transition from Endpoints to EndpointSlices"',
  examples: {
    bad: { manifests: objectText('v1', 'Endpoints', 'dbnode', ADDRESS) },
    good: { manifests: objectText('discovery.k8s.io/v1', 'EndpointSlice', 'dbnode', SLICE) },
  },
  mutation: [addedToFixtures(objectText('v1', 'Endpoints', 'dbnode', ADDRESS))],
  find: ({ objects }) => findRetired(objects, 'deprecated'),
};
