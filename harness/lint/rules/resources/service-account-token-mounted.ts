import type { V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceAccountTokenMounted: Rule = {
  id: 'service-account-token-mounted',
  claims: ['SEC-5'],
  severity: 'informational',
  title: 'Pods that do not call the Kubernetes API have no token for it',
  rationale:
    'Dify runs code of its users and of plugins: whoever reads the token acts on the cluster as the account. No part of Dify calls the Kubernetes API.',
  remediation: 'Set automountServiceAccountToken: false in the pod template.',
  source:
    'Deployment description 4; Kubernetes, "Configure Service Accounts for Pods": opt out of API credential automounting',
  *find(input) {
    const withRights = accountsWithRights(input);
    const without = accountsWithoutToken(input);
    for (const { entry, spec, path } of input.workloads) {
      const account = keyOf(spec.serviceAccountName ?? 'default', entry.object.metadata.namespace);
      // What the pod says wins over what its account says.
      const mounted = spec.automountServiceAccountToken ?? !without.has(account);
      if (!mounted || withRights.has(account)) continue;
      yield findingIn(entry, [...path, 'automountServiceAccountToken'], {
        message: `the pods get a token of ServiceAccount "${spec.serviceAccountName ?? 'default'}", which has no rights in the set`,
        cause: 'Kubernetes mounts one unless it is told not to',
        remedy: 'write automountServiceAccountToken: false',
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

/** Accounts to which a binding gives something: their pods are meant to call the API. */
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
