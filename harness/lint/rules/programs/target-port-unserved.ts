import { portsOf, programsOf } from '../../facts/dify/programs.ts';
import { nameIn } from '../../facts/dify/settings.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const targetPortUnserved: Rule = {
  id: 'target-port-unserved',
  claims: ['NET-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'Services forward to a port that the program listens on',
  rationale:
    'containerPort only documents a port; the program decides where it listens. A Service that forwards to another one has endpoints, and every connection is refused.',
  remediation: 'Set targetPort to the port of the program, or set the variable that moves it.',
  source:
    'Dify api/docker/entrypoint.sh: DIFY_PORT, 5001; web/Dockerfile: PORT, 3000; dify-sandbox: SANDBOX_PORT, 8194; dify-plugin-daemon internal/types/app/default.go: SERVER_PORT, 5002',
  *find(input) {
    for (const { entry, object, selected } of servicePods(input)) {
      const behind = programsOf(input).filter(({ environment }) => selected.includes(environment.workload));
      const [running] = behind;
      // A sidecar, or pods of another kind, may listen there.
      if (!running || behind.length > 1 || selected.length > 1) continue;
      const { placed, workload } = running.environment;
      const ports = workload.spec.containers.length === 1 ? portsOf(input, running) : undefined;
      if (!ports || ports.length === 0) continue;
      for (const [index, { port, targetPort = port, protocol = 'TCP' }] of (object.spec?.ports ?? []).entries()) {
        const declared = (placed.container.ports ?? []).find(
          ({ name, containerPort }) => name === targetPort || containerPort === targetPort,
        );
        // A port that the pods don't declare is reported by target-port-missing.
        const number = declared?.containerPort;
        if (number === undefined || protocol !== 'TCP' || isServed(ports, number, running.program)) continue;
        yield findingIn(entry, ['spec', 'ports', index, 'targetPort'], {
          message: `port ${port} leads to port ${number} of ${nameIn(running.environment)}, where ${running.program} does not listen`,
          cause: `${running.program} listens on ${ports.join(' and ')}`,
          remedy: `set targetPort: ${ports[0]}, and the containerPort of ${nameIn(running.environment)} likewise`,
          proof: `connect to the pod:${number} → connection refused`,
        });
      }
    }
  },
};

/** Go's profiler, which the plugin daemon opens besides. */
const isServed = (ports: readonly number[], port: number, program: string): boolean =>
  ports.includes(port) || (program === 'plugin-daemon' && port === 6060);
