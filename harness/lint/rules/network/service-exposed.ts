import { findingIn, type Rule } from '../../rule.ts';

export const serviceExposed: Rule = {
  id: 'service-exposed',
  claims: ['NET-1', 'NET-2'],
  severity: 'informational',
  title: 'Services are reached from inside the cluster only',
  rationale:
    'NodePort and LoadBalancer open a way past the Ingress: its rules, its body size and its TLS do not count there, and inner APIs are reachable.',
  remediation: 'Leave the type out (ClusterIP) and route through the Ingress, or say why it is wanted.',
  source: 'Deployment description 2: the two Ingress hosts are the entry; Kubernetes, "Service": type',
  *find({ services }) {
    for (const { entry, object } of services) {
      const { type, externalIPs = [] } = object.spec ?? {};
      const open = type === 'NodePort' || type === 'LoadBalancer';
      if (!open && externalIPs.length === 0) continue;
      yield findingIn(entry, ['spec', open ? 'type' : 'externalIPs'], {
        message: open
          ? `type ${type} makes it reachable from outside, past the Ingress`
          : 'externalIPs make it reachable',
        cause:
          type === 'NodePort' ? 'left over from a try-out without an Ingress' : 'another entry besides the Ingress',
        remedy: 'take it out, so that the Ingress is the only way in, or keep it knowingly',
      });
    }
  },
};
