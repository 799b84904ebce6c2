import { deploymentText } from '../../example-text.ts';
import { selects } from '../../facts/input/workloads.ts';
import { findingIn, type Rule, thereIs } from '../../rule.ts';

const web = deploymentText('dify-web', { image: 'langgenius/dify-web:1.11.4' });

export const selectorMismatch: Rule = {
  id: 'selector-mismatch',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'The selector of a workload means its own pods',
  rationale: 'The API server refuses the workload: selector does not match template labels.',
  remediation: 'Make spec.selector.matchLabels and spec.template.metadata.labels agree.',
  source: 'Kubernetes, "Deployments": Selector',
  examples: {
    bad: { manifests: web.replace('matchLabels: { app: dify-web }', 'matchLabels: { app: web }') },
    good: { manifests: web },
  },
  mutation: [
    {
      file: 'manifests/dify/32-ssrf-proxy.yaml',
      replace: '    matchLabels:\n      app: dify-ssrf-proxy',
      by: '    matchLabels:\n      app: dify-proxy',
    },
  ],
  *find({ workloads }) {
    for (const { entry, labels, selector } of workloads) {
      if (!selector || Object.keys(selector).length === 0 || selects(selector, labels)) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: 'the selector does not mean the labels of its own pods',
        cause: `a label was renamed in one of the two places; of the pods ${thereIs(
          Object.entries(labels).map(([key, value]) => `${key}=${value}`),
        )}`,
        remedy:
          'make spec.selector.matchLabels and spec.template.metadata.labels agree; the API server refuses it as it is',
      });
    }
  },
};
