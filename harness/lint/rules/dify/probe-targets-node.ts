import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeTargetsNode: Rule = {
  id: 'probe-targets-node',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'No probe sets localhost as its host',
  rationale:
    'kubelet sends the request from the node, so localhost is the node and not the pod. The probe fails, or reaches something else that listens there.',
  remediation: 'Remove host: kubelet then uses the pod IP.',
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
            message: `${kind} of ${nameIn(environment)} targets ${host}, which is the node`,
            cause: 'in Compose a health check runs inside the container; here kubelet probes from outside',
            remedy: 'remove host',
          });
        }
      }
    }
  },
};
