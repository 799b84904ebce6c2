import { findingIn, type Rule } from '../../rule.ts';

export const hostPort: Rule = {
  id: 'host-port',
  claims: ['NET-1', 'SEC-5'],
  severity: 'recommended',
  title: 'No pod uses hostPort or hostNetwork',
  rationale:
    'With hostPort or hostNetwork, a node can run only one such pod: a second replica or the new pod of a rollout stays Pending. The port is open to anyone who can reach the node, and NetworkPolicies do not apply to hostNetwork pods.',
  remediation: 'Remove hostPort and hostNetwork, and expose the pods through a Service.',
  source: 'Kubernetes, "Configuration Good Practices": Services; API, ContainerPort.hostPort',
  *find({ workloads }) {
    for (const { entry, containers, spec, path } of workloads) {
      // A DaemonSet runs node agents, which may need the node's network.
      if (entry.object.kind === 'DaemonSet') continue;
      if (spec.hostNetwork) {
        yield findingIn(entry, [...path, 'hostNetwork'], {
          message: 'the pods use the network of their node',
          cause: 'copied from network_mode: host in Compose, or left over from debugging a network problem',
          remedy: 'remove hostNetwork, and expose the pods through a Service',
        });
        continue;
      }
      for (const { container, path: at } of containers) {
        for (const [index, port] of (container.ports ?? []).entries()) {
          if (!port.hostPort) continue;
          yield findingIn(entry, [...at, 'ports', index, 'hostPort'], {
            message: `the pods occupy port ${port.hostPort} of their node`,
            cause: 'copied from the published ports in Compose',
            remedy: 'remove hostPort, and expose the pods through a Service or the Ingress',
          });
        }
      }
    }
  },
};
