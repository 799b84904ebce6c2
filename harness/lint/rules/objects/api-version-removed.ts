import { objectText } from '../../example-text.ts';
import { findRetired } from '../../facts/objects/retired.ts';
import type { Rule } from '../../rule.ts';

const ROLE = objectText('rbac.authorization.k8s.io/v1', 'Role', 'dify-api', 'rules: []');

export const apiVersionRemoved: Rule = {
  id: 'api-version-removed',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'No object is of an API version that Kubernetes has removed',
  rationale: 'It worked in the cluster it was written for; a newer one answers "no matches for kind … in version …".',
  remediation: 'Move the object to the version that is served, and look at what changed in its fields.',
  source: 'Kubernetes, "Deprecated API Migration Guide"',
  examples: {
    bad: { manifests: ROLE.replace('/v1', '/v1beta1') },
    good: { manifests: ROLE },
  },
  mutation: [
    {
      file: 'manifests/dify/41-api-ingress.yaml',
      replace: 'apiVersion: networking.k8s.io/v1',
      by: 'apiVersion: networking.k8s.io/v1beta1',
    },
  ],
  find: ({ objects }) => findRetired(objects, 'removed'),
};
