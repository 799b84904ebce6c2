import type { LintInput } from '../../facts/input/input.ts';
import { keyOf, keysOfKind, ofKind } from '../../facts/input/of-kind.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceAccountUnused: Rule = {
  id: 'service-account-unused',
  claims: ['SEC-5'],
  severity: 'informational',
  title: 'Every ServiceAccount is used by a pod',
  rationale:
    'A ServiceAccount that no pod uses is a leftover, or the pods that should use it run as "default" without its permissions.',
  remediation: 'Set it as serviceAccountName in the pod template, or remove it.',
  source: 'Deployment description 4: RBAC is reported as it is; Kubernetes, "Service Accounts"',
  *find(input) {
    const used = usedAccounts(input);
    const accounts = keysOfKind(input, 'ServiceAccount');
    // If a pod names a missing account, one of the two names is wrong: service-account-missing reports it.
    if ([...used].some((key) => !accounts.has(key) && !key.endsWith('/default'))) return;
    for (const { entry } of ofKind(input, 'ServiceAccount')) {
      const { name, namespace } = entry.object.metadata;
      if (name === 'default' || used.has(keyOf(name, namespace))) continue;
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'no pod of the set uses this ServiceAccount',
        cause: 'a leftover, or the pod template lacks serviceAccountName',
        remedy: 'set it as serviceAccountName in the pod template, or remove it',
      });
    }
  },
};

const usedAccounts = ({ workloads }: LintInput): Set<string> =>
  new Set(
    workloads.map(({ entry, spec }) => keyOf(spec.serviceAccountName ?? 'default', entry.object.metadata.namespace)),
  );
