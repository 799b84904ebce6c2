import type { V1Probe } from '@kubernetes/client-node';
import { existing, findingIn, type Rule } from '../../rule.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
export const probePortMissing: Rule = {
  id: 'probe-port-missing',
  claims: ['PRB-1'],
  severity: 'mandatory',
  title: 'Each probe asks a port of its container',
  rationale:
    'kubelet looks for a named port in the same container and fails the probe without it; on a number where nothing listens it fails as well: the pod is never ready, or is killed again and again.',
  remediation: 'Make the port of the probe equal to a containerPort or to its name.',
  source: 'Deployment description 10.6; Kubernetes, "Configure Liveness, Readiness and Startup Probes": named ports',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path } of containers) {
        const ports = container.ports ?? [];
        const known = new Set(ports.flatMap(({ name, containerPort }) => [name, containerPort]));
        for (const field of PROBES) {
          const asked = portOf(container[field]);
          // A container need not declare its ports: a number may be right all the same.
          const told = typeof asked?.port === 'string' || ports.length > 0;
          if (!asked || !told || known.has(asked.port) || known.has(Number(asked.port))) continue;
          yield findingIn(entry, [...path, field, asked.how, 'port'], {
            message: `the ${field} of container "${container.name}" asks port ${asked.port}, which is none of its ports`,
            cause: existing(
              'container ports',
              ports.map(({ name, containerPort }) => (name ? `${name} (${containerPort})` : `${containerPort}`)),
            ),
            remedy: 'write the name or the number of a port of this container',
            ...(typeof asked.port === 'number' ? { severity: 'recommended' as const } : {}),
          });
        }
      }
    }
  },
};

function portOf(probe: V1Probe | undefined) {
  for (const how of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const port: string | number | undefined = probe?.[how]?.port;
    if (port !== undefined) return { how, port };
  }
  return undefined;
}
