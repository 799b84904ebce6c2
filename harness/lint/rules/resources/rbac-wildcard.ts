import type { V1ClusterRole, V1RoleBinding } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

export const rbacWildcard: Rule = {
  id: 'rbac-wildcard',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'No role uses wildcards, and no binding grants cluster-admin',
  rationale:
    'A role with * allows more than intended, including resource types that do not exist yet. Bound to a ServiceAccount whose token is mounted in a pod, it gives the code in that pod control of the namespace or the cluster.',
  remediation: 'List only the verbs and resources that are needed.',
  source: 'Deployment description 4: RBAC is reported; Kubernetes, "Role Based Access Control Good Practices"',
  *find(input) {
    const roles = ['Role', 'ClusterRole'].flatMap((kind) => ofKind<V1ClusterRole>(input, kind));
    yield {
      kind: 'remark',
      message:
        roles.length === 0 ? 'no RBAC: no pod of the set needs permissions' : `RBAC: ${roles.length} roles in the set`,
    };
    for (const { entry, object } of roles) {
      for (const [index, rule] of (object.rules ?? []).entries()) {
        const field = (['verbs', 'resources', 'apiGroups'] as const).find((name) => rule[name]?.includes('*'));
        if (!field) continue;
        yield findingIn(entry, ['rules', index, field], {
          message: `${field} contains *, which allows all of them`,
          cause: 'it was added to get past a "forbidden" error',
          remedy: 'list only what is needed',
        });
      }
    }
    yield* adminBindings(input);
  },
};

function* adminBindings(input: LintInput): Generator<Outcome> {
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const { entry, object } of ofKind<V1RoleBinding>(input, kind)) {
      if (object.roleRef.name !== 'cluster-admin') continue;
      yield findingIn(entry, ['roleRef', 'name'], {
        message: 'it grants cluster-admin, which allows everything',
        cause: 'it was the quickest way past a "forbidden" error',
        remedy: 'bind a role that lists only what is needed',
      });
    }
  }
}
