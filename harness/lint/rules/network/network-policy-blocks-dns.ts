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
  title: 'Pods with restricted egress can still query DNS',
  rationale:
    'A NetworkPolicy that restricts egress must allow DNS. Otherwise no name resolves, and every call fails after a long wait, whatever else is allowed.',
  remediation: 'Allow port 53 over UDP and TCP to the namespace of the DNS server.',
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
        message: `no policy allows ${names.sort().slice(0, 6).join(', ')} to query DNS (port 53)`,
        cause: 'DNS runs in another namespace, which the rules do not cover',
        remedy:
          'add { to: [{ namespaceSelector: {} }], ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }] }',
      });
    }
  },
};

/** The DNS server is outside the set, so peers in the policy's own namespace do not include it. */
function allowsDns(allowance: Allowance): boolean {
  const { peers } = allowance;
  const reaches = !peers || peers.length === 0 || peers.some((peer) => peer.namespaceSelector || peer.ipBlock);
  return reaches && allowsPort(allowance, 53, ['dns', 'dns-tcp']);
}
