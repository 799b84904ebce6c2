import { nameOf } from '../../../manifests/index.ts';
import {
  type Allowance,
  allowances,
  allowsPort,
  isolatedWorkloads,
  type Policy,
} from '../../facts/network/policies.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const networkPolicyBlocksDns: Rule = {
  id: 'network-policy-blocks-dns',
  claims: ['SEC-5', 'SVC-3'],
  severity: 'recommended',
  title: 'Pods whose way out is limited may still ask for names',
  rationale:
    'Where a NetworkPolicy limits what pods call, it must allow DNS: otherwise no name resolves, and each call fails after a long wait, whatever else is allowed.',
  remediation: 'Allow port 53, UDP and TCP, to the namespace of the DNS server.',
  source: 'Deployment description 4; Kubernetes, "Network Policies": default deny all egress traffic',
  *find(input) {
    const shut = new Map<Policy, string[]>();
    for (const [workload, policies] of isolatedWorkloads(input, 'Egress')) {
      const [first] = policies;
      if (!first || policies.some((found) => allowances(found, 'Egress').some(allowsDns))) continue;
      shut.set(first, [...(shut.get(first) ?? []), nameOf(workload.entry.object)]);
    }
    for (const [{ entry }, names] of shut) {
      yield findingIn(entry, ['spec', 'egress'], {
        message: `no policy lets ${names.sort().slice(0, 6).join(', ')} ask for names (port 53)`,
        cause: 'DNS runs in another namespace, which the rules leave out',
        remedy:
          'add { to: [{ namespaceSelector: {} }], ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }] }',
      });
    }
  },
};

/** The DNS server is in no namespace of the set: pods of the own namespace are not it. */
function allowsDns(allowance: Allowance): boolean {
  const { peers } = allowance;
  const reaches = !peers || peers.length === 0 || peers.some((peer) => peer.namespaceSelector || peer.ipBlock);
  return reaches && allowsPort(allowance, 53, ['dns', 'dns-tcp']);
}
