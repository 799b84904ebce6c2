import { partWorkloads } from '../../facts/input/parts.ts';
import { allowances, allowsPort, isolatedWorkloads } from '../../facts/network/policies.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const networkPolicyBlocksIngress: Rule = {
  id: 'network-policy-blocks-ingress',
  claims: ['SEC-5', 'SVC-2'],
  severity: 'recommended',
  title: 'NetworkPolicies allow traffic to the port of every part that has a Service',
  rationale:
    'If NetworkPolicies restrict ingress to a pod, one of them must allow the port that it listens on. Otherwise every call to it times out while its probes stay green.',
  remediation: "Allow the container's port, not the Service's, from the pods that call it.",
  source: 'Deployment description 4; Kubernetes, "Network Policies": isolation of pods',
  *find(input) {
    const isolated = isolatedWorkloads(input, 'Ingress');
    for (const { part, promised, workload, main } of partWorkloads(input)) {
      const policies = isolated.get(workload) ?? [];
      const [first, ...others] = policies;
      if (!first || promised.service === undefined) continue;
      const ports = main.container.ports ?? [];
      const listening = ports.length > 0 ? ports : [{ name: undefined, containerPort: promised.port ?? 0 }];
      const rules = policies.flatMap((found) => allowances(found, 'Ingress'));
      const open = listening.some(({ name, containerPort }) =>
        rules.some((rule) => allowsPort(rule, containerPort, name === undefined ? [] : [name])),
      );
      if (open) continue;
      yield findingIn(first.entry, ['spec', 'ingress'], {
        message: `no policy allows traffic to ${part} on port ${listening.map((one) => one.containerPort).join(', ')}`,
        cause: rules.length === 0 ? 'all ingress is denied, and nothing is allowed' : 'the rules allow other ports',
        remedy: 'allow the container port from the pods that call it',
        related: others.map(({ entry }) => ({
          at: placeIn(entry, ['spec', 'ingress']),
          message: 'this one does not allow it either',
        })),
      });
    }
  },
};
