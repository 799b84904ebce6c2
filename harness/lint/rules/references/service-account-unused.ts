import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, keysOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceAccountUnused: Rule = {
  id: 'service-account-unused',
  claims: ['SEC-5'],
  severity: 'informational',
  title: 'Every ServiceAccount is the one of a pod',
  rationale:
    'An account that no pod runs as is left over, or the pods were to run as it and now run as "default" without its rights.',
  remediation: "Name it as the pods' serviceAccountName, or take it out.",
  source: 'Deployment description 4: RBAC is reported as it is; Kubernetes, "Service Accounts"',
  *find(input) {
    const used = usedAccounts(input);
    const accounts = keysOfKind(input, 'ServiceAccount');
    // Where a pod names an account that is not there, one of the two names is wrong: that is the finding.
    if ([...used].some((key) => !accounts.has(key) && !key.endsWith('/default'))) return;
    for (const { entry } of ofKind(input, 'ServiceAccount')) {
      const { name, namespace } = entry.object.metadata;
      if (name === 'default' || used.has(keyOf(name, namespace))) continue;
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'no pod of the set runs as this account',
        cause: 'left over, or serviceAccountName was forgotten in the pod template',
        remedy: 'name it as serviceAccountName, or take it out',
      });
    }
  },
};

const usedAccounts = ({ workloads }: LintInput): Set<string> =>
  new Set(
    workloads.map(({ entry, spec }) => keyOf(spec.serviceAccountName ?? 'default', entry.object.metadata.namespace)),
  );
