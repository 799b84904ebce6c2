import type { V1NetworkPolicy } from '@kubernetes/client-node';
import type { FieldPath } from '../../../manifests/index.ts';
import { ofKind, perNamespace } from '../../facts/input/of-kind.ts';
import { labelsIn, selectionOf } from '../../facts/input/selection.ts';
import { allowances, type Direction, type Policy } from '../../facts/network/policies.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const networkPolicySelectsNoPods: Rule = {
  id: 'network-policy-selects-no-pods',
  claims: ['SEC-5'],
  severity: 'recommended',
  title: 'Every NetworkPolicy selects pods of the set, and so does every peer that it allows',
  rationale:
    'A policy that selects no pods protects nothing. A peer that selects no pods allows nobody, so the pods that it was meant for are blocked and their calls time out.',
  remediation: 'Make the selectors match the labels of the pods.',
  source: 'Deployment description 4: policies are reported; Kubernetes, "Network Policies"',
  *find(input) {
    const selection = selectionOf(input);
    const there = perNamespace((namespace) => existing('pod labels', labelsIn(input, namespace)));
    const policies = ofKind<V1NetworkPolicy>(input, 'NetworkPolicy');
    yield {
      kind: 'remark',
      message:
        policies.length === 0
          ? 'no NetworkPolicy: every pod can reach every other pod'
          : `NetworkPolicies: ${policies.length}; whether they are enforced depends on the network plugin of the cluster`,
    };
    for (const found of policies) {
      const { namespace } = found.entry.object.metadata;
      for (const { path, selector, whose } of selectorsOf(found)) {
        if (selection.bySelector(namespace, selector).length > 0) continue;
        yield findingIn(found.entry, path, {
          message: `the selector of ${whose} matches no pod of the set`,
          cause: `no pod has these labels; ${there(namespace)}`,
          remedy: 'make it match the labels of the pod template',
        });
      }
    }
  },
};

/** Without peers in other namespaces: those are not in the set. */
function selectorsOf(policy: Policy) {
  const peersOf = (direction: Direction, fields: FieldPath, peersField: string) =>
    allowances(policy, direction).flatMap(({ peers = [] }, rule) =>
      peers.flatMap(({ podSelector, namespaceSelector }, index) =>
        podSelector && !namespaceSelector
          ? [{ path: [...fields, rule, peersField, index, 'podSelector'], selector: podSelector, whose: 'a peer' }]
          : [],
      ),
    );
  return [
    { path: ['spec', 'podSelector'], selector: policy.object.spec?.podSelector ?? {}, whose: 'the policy' },
    ...peersOf('Ingress', ['spec', 'ingress'], 'from'),
    ...peersOf('Egress', ['spec', 'egress'], 'to'),
  ];
}
