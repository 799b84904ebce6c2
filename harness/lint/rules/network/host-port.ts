import { findingIn, type Rule } from '../../rule.ts';

export const hostPort: Rule = {
  id: 'host-port',
  claims: ['NET-1', 'SEC-5'],
  severity: 'recommended',
  title: 'No pod takes a port of its node',
  rationale:
    'With hostPort or hostNetwork one node can run one such pod: a second replica or a roll-out stays Pending. The port is open to whoever reaches the node, past every NetworkPolicy for pods where hostNetwork is on.',
  remediation: 'Take hostPort and hostNetwork out; a Service leads to the pods.',
  source: 'Kubernetes, "Configuration Good Practices": Services; API, ContainerPort.hostPort',
  *find({ workloads }) {
    for (const { entry, containers, spec, path } of workloads) {
      // Agents of the node are what a DaemonSet is for.
      if (entry.object.kind === 'DaemonSet') continue;
      if (spec.hostNetwork) {
        yield findingIn(entry, [...path, 'hostNetwork'], {
          message: 'the pods are in the network of their node',
          cause: 'taken over from network_mode: host, or tried out against a network problem',
          remedy: 'take hostNetwork out: a Service leads to the pods',
        });
        continue;
      }
      for (const { container, path: at } of containers) {
        for (const [index, port] of (container.ports ?? []).entries()) {
          if (!port.hostPort) continue;
          yield findingIn(entry, [...at, 'ports', index, 'hostPort'], {
            message: `port ${port.hostPort} of the node is taken`,
            cause: 'taken over from the published ports of Compose',
            remedy: 'take hostPort out: a Service or the Ingress leads to the pods',
          });
        }
      }
    }
  },
};
