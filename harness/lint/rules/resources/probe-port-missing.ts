import type { V1Probe } from '@kubernetes/client-node';
import { portsOf, programsOf } from '../../facts/dify/programs.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
export const probePortMissing: Rule = {
  id: 'probe-port-missing',
  claims: ['PRB-1'],
  severity: 'mandatory',
  title: 'Every probe uses a port of its container',
  rationale:
    'kubelet resolves a named port in the same container, and the probe fails if it is missing or if nothing listens on the port: the pod never becomes ready, or is restarted in a loop.',
  remediation: 'Set the probe port to a containerPort or its name.',
  source: 'Deployment description 10.6; Kubernetes, "Configure Liveness, Readiness and Startup Probes": named ports',
  *find(input) {
    // Where the program's own ports are known, probe-port-unserved says what happens.
    const known = programsOf(input).filter((running) => portsOf(input, running) !== undefined);
    const judged = new Set(known.map(({ environment }) => environment.placed.container));
    for (const { entry, containers } of input.workloads) {
      for (const { container, path } of containers) {
        const ports = container.ports ?? [];
        const declared = new Set(ports.flatMap(({ name, containerPort }) => [name, containerPort]));
        for (const field of PROBES) {
          const probed = portOf(container[field]);
          // A container need not declare its ports, so a number may still be right.
          const isChecked = typeof probed?.port === 'string' || (ports.length > 0 && !judged.has(container));
          if (!probed || !isChecked || declared.has(probed.port) || declared.has(Number(probed.port))) continue;
          yield findingIn(entry, [...path, field, probed.how, 'port'], {
            message: `the ${field} of container "${container.name}" uses port ${probed.port}, which is not one of its ports`,
            cause: existing(
              'container ports',
              ports.map(({ name, containerPort }) => (name ? `${name} (${containerPort})` : `${containerPort}`)),
            ),
            remedy: 'use the name or number of a port of this container',
            ...(typeof probed.port === 'number' ? { severity: 'recommended' as const } : {}),
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
