import type { V1ClusterRole, V1RoleBinding } from '@kubernetes/client-node';
import type { LintInput } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

export const rbacWildcard: Rule = {
  id: 'rbac-wildcard',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'No role of the set allows everything',
  rationale:
    'A role with * allows more than anybody meant, of kinds that are yet to come, too; bound to an account whose token is in a pod it hands the namespace or the cluster to the code in that pod.',
  remediation: 'Name the verbs and resources that are needed.',
  source: 'Deployment description 4: RBAC is reported; Kubernetes, "Role Based Access Control Good Practices"',
  *find(input) {
    const roles = ['Role', 'ClusterRole'].flatMap((kind) => ofKind<V1ClusterRole>(input, kind));
    yield {
      kind: 'remark',
      message:
        roles.length === 0 ? 'no RBAC: no pod of the set needs rights' : `RBAC: ${roles.length} roles in the set`,
    };
    for (const { entry, object } of roles) {
      for (const [index, rule] of (object.rules ?? []).entries()) {
        const field = (['verbs', 'resources', 'apiGroups'] as const).find((name) => rule[name]?.includes('*'));
        if (!field) continue;
        yield findingIn(entry, ['rules', index, field], {
          message: `${field} is *: everything of its sort is allowed`,
          cause: 'written to get on when a call was forbidden',
          remedy: 'name what is needed',
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
        message: 'it gives cluster-admin, which may do everything',
        cause: 'the shortest way past a "forbidden"',
        remedy: 'bind a role that names what is needed',
      });
    }
  }
}
