import { selects } from '../../facts/input/workloads.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const selectorMismatch: Rule = {
  id: 'selector-mismatch',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'The selector of every workload matches its own pods',
  rationale: 'The API server rejects the workload with "selector does not match template labels".',
  remediation: 'Make spec.selector.matchLabels and spec.template.metadata.labels match.',
  source: 'Kubernetes, "Deployments": Selector',
  *find({ workloads }) {
    for (const { entry, labels, selector } of workloads) {
      if (!selector || Object.keys(selector).length === 0 || selects(selector, labels)) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: 'the selector does not match the labels of its own pods',
        cause: `a label was renamed in only one of the two places; ${existing(
          'pod labels',
          Object.entries(labels).map(([key, value]) => `${key}=${value}`),
        )}`,
        remedy:
          'make spec.selector.matchLabels and spec.template.metadata.labels match; otherwise the API server rejects it',
      });
    }
  },
};
