import { keyOf, keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const serviceAccountMissing: Rule = {
  id: 'service-account-missing',
  claims: ['DEP-2', 'SEC-5'],
  severity: 'mandatory',
  title: 'Every ServiceAccount that pods run as is in the set',
  rationale:
    'No pod can be created without it; the only trace is a "serviceaccount not found" event on the ReplicaSet.',
  remediation: 'Add the ServiceAccount, or correct the name.',
  source: 'Kubernetes, "Configure Service Accounts for Pods": the account must exist when the pod is created',
  *find(input) {
    const accounts = keysOfKind(input, 'ServiceAccount');
    const there = perNamespace((namespace) =>
      existing('ServiceAccounts', namesOfKind(input, 'ServiceAccount', namespace)),
    );
    for (const { entry, spec, path } of input.workloads) {
      const name = spec.serviceAccountName;
      const { namespace } = entry.object.metadata;
      // Each namespace has its own account "default".
      if (!name || name === 'default' || accounts.has(keyOf(name, namespace))) continue;
      yield findingIn(entry, [...path, 'serviceAccountName'], {
        message: `ServiceAccount "${name}" is not in the set`,
        cause: there(namespace),
        remedy: 'add the ServiceAccount, or correct the name: without it no pod is created',
      });
    }
  },
};
