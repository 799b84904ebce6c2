import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import { ofKind, perNamespace } from '../../facts/input/of-kind.ts';
import { labelsIn, selectionOf } from '../../facts/input/selection.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const pdbSelectsNoPods: Rule = {
  id: 'pdb-selects-no-pods',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'Each PodDisruptionBudget means pods of the set',
  rationale: 'A budget without pods protects nobody: when a node is drained, all replicas may go at once.',
  remediation: 'Make spec.selector equal to labels of the pods.',
  source: 'Deployment description 10.6; Kubernetes, "Specifying a Disruption Budget for your Application"',
  *find(input) {
    const selection = selectionOf(input);
    const there = perNamespace((namespace) => existing('pod labels', labelsIn(input, namespace)));
    for (const { entry, object } of ofKind<V1PodDisruptionBudget>(input, 'PodDisruptionBudget')) {
      const { namespace } = entry.object.metadata;
      const selector = object.spec?.selector;
      if (selector && selection.bySelector(namespace, selector).length > 0) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: selector ? 'the selector means no pod of the set' : 'without a selector the budget means no pod',
        cause: `no pod bears these labels; ${there(namespace)}`,
        remedy: 'make the selector equal to labels of the pod template',
      });
    }
  },
};
