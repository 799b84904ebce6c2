import { deploymentText, documents, objectText } from '../../example-text.ts';
import { keyOf, keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule, thereIs } from '../../rule.ts';

const set = (name: string) =>
  documents(
    objectText('v1', 'ServiceAccount', 'dify-api', 'automountServiceAccountToken: false'),
    deploymentText('dify-api', { pod: `serviceAccountName: ${name}` }),
  );

export const serviceAccountMissing: Rule = {
  id: 'service-account-missing',
  claims: ['DEP-2', 'SEC-5'],
  severity: 'mandatory',
  title: 'Every ServiceAccount that pods run as is in the set',
  rationale:
    'No pod is created without it; the ReplicaSet reports "serviceaccount not found" and nothing else is seen.',
  remediation: 'Add the ServiceAccount, or correct the name.',
  source: 'Kubernetes, "Configure Service Accounts for Pods": the account must exist when the pod is created',
  examples: { bad: { manifests: set('dify') }, good: { manifests: set('dify-api') } },
  mutation: [
    {
      file: 'manifests/dify/20-api.yaml',
      replace: '      automountServiceAccountToken: false\n',
      by: '      automountServiceAccountToken: false\n      serviceAccountName: dify-robot\n',
    },
  ],
  *find(input) {
    const accounts = keysOfKind(input, 'ServiceAccount');
    const there = perNamespace((namespace) => thereIs(namesOfKind(input, 'ServiceAccount', namespace)));
    for (const { entry, spec, path } of input.workloads) {
      const name = spec.serviceAccountName;
      const { namespace } = entry.object.metadata;
      // Each namespace has an account "default" of its own.
      if (!name || name === 'default' || accounts.has(keyOf(name, namespace))) continue;
      yield findingIn(entry, [...path, 'serviceAccountName'], {
        message: `ServiceAccount "${name}" is not in the set`,
        cause: there(namespace),
        remedy: 'add the account, or correct the name: without it no pod is created',
      });
    }
  },
};
