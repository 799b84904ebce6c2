import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeTargetsNode: Rule = {
  id: 'probe-targets-node',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'No probe names localhost as its host',
  rationale:
    'kubelet sends the request, from the node: its localhost is the node itself, not the pod. The probe fails, or asks something else that listens there.',
  remediation: "Leave host out: kubelet then asks the pod's own address.",
  source: 'Kubernetes API, HTTPGetAction.host and TCPSocketAction.host: "defaults to the pod IP"',
  *find({ environments }) {
    for (const environment of environments) {
      const { workload, placed } = environment;
      if (workload.spec.hostNetwork) continue;
      for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        for (const action of ['httpGet', 'tcpSocket'] as const) {
          const host = placed.container[kind]?.[action]?.host;
          if (!host || !/^(localhost|127\.|\[?::1)/.test(host)) continue;
          yield findingAt(placeIn(workload.entry, [...placed.path, kind, action, 'host']), {
            message: `${kind} of ${nameIn(environment)} asks ${host}, which is the node`,
            cause: 'in Compose a health check runs inside the container; here kubelet asks from outside',
            remedy: 'leave host out',
          });
        }
      }
    }
  },
};
