import type { V1RoleBinding } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, keysOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Roles that every cluster has (Kubernetes, "Using RBAC Authorization": default roles). */
const BUILT_IN = /^(cluster-admin|admin|edit|view|system:.*)$/;

export const roleBindingDangling: Rule = {
  id: 'role-binding-dangling',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'Every role binding refers to an existing role and existing ServiceAccounts',
  rationale:
    'The API server accepts a dangling binding silently; requests are then denied because the permissions are missing.',
  remediation: 'Correct the name, or add the role or the ServiceAccount.',
  source: 'Deployment description 4; Kubernetes, "Using RBAC Authorization": RoleBinding',
  *find(input) {
    const there = {
      Role: keysOfKind(input, 'Role'),
      ClusterRole: keysOfKind(input, 'ClusterRole'),
      ServiceAccount: keysOfKind(input, 'ServiceAccount'),
    };
    for (const { entry, object } of bindings(input)) {
      const { kind, name } = object.roleRef;
      const { namespace } = entry.object.metadata;
      const known = kind === 'Role' ? there.Role.has(keyOf(name, namespace)) : there.ClusterRole.has(keyOf(name));
      if (!known && !(kind === 'ClusterRole' && BUILT_IN.test(name))) {
        yield dangling(entry, ['roleRef', 'name'], `${kind} "${name}" is not in the set`);
      }
      for (const [index, subject] of (object.subjects ?? []).entries()) {
        if (subject.kind !== 'ServiceAccount' || subject.name === 'default') continue;
        // Accounts in other namespaces belong to others; the namespace defaults to that of the binding.
        const key = keyOf(subject.name, subject.namespace ?? namespace);
        if (key.startsWith(`${input.expected.namespace}/`) && !there.ServiceAccount.has(key)) {
          yield dangling(entry, ['subjects', index, 'name'], `ServiceAccount "${subject.name}" is not in the set`);
        }
      }
    }
  },
};

const bindings = (input: LintInput) => [
  ...ofKind<V1RoleBinding>(input, 'RoleBinding'),
  ...ofKind<V1RoleBinding>(input, 'ClusterRoleBinding'),
];

const dangling = (
  entry: Parameters<typeof findingIn>[0],
  path: Parameters<typeof findingIn>[1],
  message: string,
): ReturnType<typeof findingIn> =>
  findingIn(entry, path, {
    message,
    cause: 'a misspelled name, or an object missing from the set: the binding grants nothing',
    remedy: 'correct the name, or add the object',
  });
