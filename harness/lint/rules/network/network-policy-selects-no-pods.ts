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
  title: 'Each NetworkPolicy means pods of the set, and so do the peers that it allows',
  rationale:
    'A policy without pods protects nothing; a peer without pods allows nobody, and the one that was meant is shut out: its calls time out.',
  remediation: 'Make the selectors equal to labels of the pods.',
  source: 'Deployment description 4: policies are reported; Kubernetes, "Network Policies"',
  *find(input) {
    const selection = selectionOf(input);
    const there = perNamespace((namespace) => existing('pod labels', labelsIn(input, namespace)));
    const policies = ofKind<V1NetworkPolicy>(input, 'NetworkPolicy');
    yield {
      kind: 'remark',
      message:
        policies.length === 0
          ? 'no NetworkPolicy: each pod may reach each other one'
          : `NetworkPolicies: ${policies.length}; whether they are enforced is up to the network of the cluster`,
    };
    for (const found of policies) {
      const { namespace } = found.entry.object.metadata;
      for (const { path, selector, whose } of selectorsOf(found)) {
        if (selection.bySelector(namespace, selector).length > 0) continue;
        yield findingIn(found.entry, path, {
          message: `the selector of ${whose} means no pod of the set`,
          cause: `no pod bears these labels; ${there(namespace)}`,
          remedy: 'make it equal to labels of the pod template',
        });
      }
    }
  },
};

/** Peers in other namespaces are not in the set. */
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
