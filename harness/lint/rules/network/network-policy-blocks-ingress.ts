import { partWorkloads } from '../../facts/input/parts.ts';
import { allowances, allowsPort, isolatedWorkloads } from '../../facts/network/policies.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const networkPolicyBlocksIngress: Rule = {
  id: 'network-policy-blocks-ingress',
  claims: ['SEC-5', 'SVC-2'],
  severity: 'recommended',
  title: 'Pods that are called may be reached at their port',
  rationale:
    'Where NetworkPolicies limit who calls pods, one of them must allow the port on which they listen: otherwise each call to them times out, while their probes stay green.',
  remediation: "Allow the container's port, not the Service's, from those that call it.",
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
        message: `no policy lets anybody call ${part} at its port ${listening.map((one) => one.containerPort).join(', ')}`,
        cause: rules.length === 0 ? 'everything is refused, and nothing is allowed' : 'the rules allow other ports',
        remedy: 'allow the port of the container from the pods that call it',
        related: others.map(({ entry }) => ({ at: placeIn(entry, ['spec', 'ingress']), message: 'nor does this one' })),
      });
    }
  },
};
