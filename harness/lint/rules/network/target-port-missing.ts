import type { Workload } from '../../facts/input/workloads.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const targetPortMissing: Rule = {
  id: 'target-port-missing',
  claims: ['NET-1'],
  severity: 'mandatory',
  title: 'Every target port of a Service is a port of its pods',
  rationale: 'The pod refuses the connection; if the target port is a name, the Service has no endpoints.',
  remediation: 'Set targetPort to a containerPort or to its name.',
  source: 'Deployment description 10.7; Kubernetes, "Service": Port definitions',
  *find(input) {
    for (const { entry, object, selected } of servicePods(input)) {
      if (selected.length === 0) continue;
      const open = selected.flatMap(portsOf);
      const known = new Set(open.flatMap(({ name, containerPort }) => [containerPort, name]));
      for (const [index, { port, targetPort = port }] of (object.spec?.ports ?? []).entries()) {
        if (known.has(targetPort)) continue;
        yield findingIn(entry, ['spec', 'ports', index, 'targetPort'], {
          message: `target port ${targetPort} is not a port of the selected pods`,
          cause: existing(
            'container ports',
            new Set(open.map((one) => (one.name ? `${one.name} (${one.containerPort})` : `${one.containerPort}`))),
          ),
          remedy: 'set targetPort to a containerPort or to its name',
          // A numeric port reaches the pod whether or not its containers declare it.
          ...(open.length === 0 && typeof targetPort === 'number' ? { severity: 'recommended' as const } : {}),
        });
      }
    }
  },
};

/** Init containers count only as sidecars: those keep running. */
const portsOf = ({ containers }: Workload) =>
  containers
    .filter(({ init, container }) => !init || container.restartPolicy === 'Always')
    .flatMap(({ container }) => container.ports ?? []);
