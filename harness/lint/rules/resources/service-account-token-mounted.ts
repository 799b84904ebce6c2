import type { V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceAccountTokenMounted: Rule = {
  id: 'service-account-token-mounted',
  claims: ['SEC-5'],
  severity: 'informational',
  title: 'Pods that do not call the Kubernetes API mount no ServiceAccount token',
  rationale:
    'Dify runs user code and plugin code: anyone who reads the token can act on the cluster as the ServiceAccount. No Dify component calls the Kubernetes API.',
  remediation: 'Set automountServiceAccountToken: false in the pod template.',
  source:
    'Deployment description 4; Kubernetes, "Configure Service Accounts for Pods": opt out of API credential automounting',
  together: 'set',
  *find(input) {
    const withRights = accountsWithRights(input);
    const without = accountsWithoutToken(input);
    for (const { entry, spec, path } of input.workloads) {
      const account = keyOf(spec.serviceAccountName ?? 'default', entry.object.metadata.namespace);
      // The pod's setting overrides that of its ServiceAccount.
      const mounted = spec.automountServiceAccountToken ?? !without.has(account);
      if (!mounted || withRights.has(account)) continue;
      yield findingIn(entry, [...path, 'automountServiceAccountToken'], {
        message: `the pods mount a token of ServiceAccount "${spec.serviceAccountName ?? 'default'}", which has no permissions in the set`,
        cause: 'Kubernetes mounts one by default',
        remedy: 'set automountServiceAccountToken: false',
      });
    }
  },
};

const accountsWithoutToken = (input: LintInput): Set<string> =>
  new Set(
    ofKind<V1ServiceAccount>(input, 'ServiceAccount')
      .filter(({ object }) => object.automountServiceAccountToken === false)
      .map(({ entry }) => keyOf(entry.object.metadata.name, entry.object.metadata.namespace)),
  );

/** ServiceAccounts with a binding: their pods are meant to call the API. */
const accountsWithRights = (input: LintInput): Set<string> =>
  new Set(
    ['RoleBinding', 'ClusterRoleBinding']
      .flatMap((kind) => ofKind<V1RoleBinding>(input, kind))
      .flatMap(({ entry, object }) =>
        (object.subjects ?? [])
          .filter(({ kind }) => kind === 'ServiceAccount')
          .map(({ name, namespace }) => keyOf(name, namespace ?? entry.object.metadata.namespace)),
      ),
  );
