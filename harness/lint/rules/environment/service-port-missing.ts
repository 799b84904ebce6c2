import { nameOf } from '../../../manifests/index.ts';
import { addressFaults } from '../../facts/environment/address-faults.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const servicePortMissing: Rule = {
  id: 'service-port-missing',
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  title: 'Every address of a Service uses a port that the Service has',
  rationale: 'A Service forwards only its own ports: connections to any other port hang or are refused.',
  remediation: 'Use the port of the Service (its `port`, not its `targetPort`).',
  source: 'Deployment description 10.5, 10.7; Kubernetes, "Service": port definitions',
  *find(input) {
    for (const fault of addressFaults(input)) {
      if (fault.fault !== 'unknown-port') continue;
      const { variable, meant, port, environment } = fault;
      const ports = (meant.service?.object.spec?.ports ?? []).map((has) => String(has.port));
      yield {
        kind: 'finding',
        at: variable.definedAt,
        message: `${variable.name} points ${nameOf(environment.workload.entry.object)} to port ${port} of Service "${meant.name}", which has no such port`,
        cause: existing('ports', ports),
        remedy: ports.length === 1 ? `use :${ports[0]}` : 'use one of the ports of the Service',
        ...(meant.service
          ? { related: [{ at: placeIn(meant.service.entry, ['spec', 'ports']), message: 'the ports of the Service' }] }
          : {}),
      };
    }
  },
};
