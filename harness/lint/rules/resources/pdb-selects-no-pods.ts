import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import { ofKind, perNamespace } from '../../facts/input/of-kind.ts';
import { labelsIn, selectionOf } from '../../facts/input/selection.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const pdbSelectsNoPods: Rule = {
  id: 'pdb-selects-no-pods',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'Every PodDisruptionBudget selects at least one pod',
  rationale: 'A budget that selects no pods protects nothing: a node drain may evict all replicas at once.',
  remediation: 'Make spec.selector match the pod labels.',
  source: 'Deployment description 10.6; Kubernetes, "Specifying a Disruption Budget for your Application"',
  *find(input) {
    const selection = selectionOf(input);
    const there = perNamespace((namespace) => existing('pod labels', labelsIn(input, namespace)));
    for (const { entry, object } of ofKind<V1PodDisruptionBudget>(input, 'PodDisruptionBudget')) {
      const { namespace } = entry.object.metadata;
      const selector = object.spec?.selector;
      if (selector && selection.bySelector(namespace, selector).length > 0) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: selector ? 'the selector matches no pod in the set' : 'without a selector the budget matches no pod',
        cause: `no pod has these labels; ${there(namespace)}`,
        remedy: 'make the selector match labels of the pod template',
      });
    }
  },
};
