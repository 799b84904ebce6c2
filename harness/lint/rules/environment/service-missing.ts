import { closestTo } from '../../../lib/text/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { addressFaults } from '../../facts/environment/address-faults.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { existing, type Rule } from '../../rule.ts';

export const serviceMissing: Rule = {
  id: 'service-missing',
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  title: 'Every Service that a container is told to connect to is in the set',
  rationale:
    'The name resolves to nothing. Dify notices at first use only: pods are ready, and the first code node or plugin call fails.',
  remediation: 'Correct the name or its namespace, or add the Service.',
  source: 'Deployment description 10.5; Kubernetes, "DNS for Services and Pods"',
  *find(input) {
    const names = serviceNames(input);
    for (const fault of addressFaults(input)) {
      if (fault.fault !== 'unknown-service' && fault.fault !== 'unknown-namespace') continue;
      const { variable, meant, environment } = fault;
      const strange = fault.fault === 'unknown-namespace';
      const there = strange ? [...names.namespaces] : names.namesIn(meant.namespace);
      const close = closestTo(strange ? meant.namespace : meant.name, there);
      yield {
        kind: 'finding',
        at: variable.definedAt,
        message: `${variable.name} sends ${nameOf(environment.workload.entry.object)} to "${fault.host}", and ${
          strange ? `nothing in the set is in namespace "${meant.namespace}"` : `there is no Service "${meant.name}"`
        }`,
        cause: strange ? existing('namespaces', there) : existing(`Services in namespace ${meant.namespace}`, there),
        remedy: close ? `write ${close}` : 'correct the name, or add the Service to the set',
        // Another team's namespace may well be outside of this set.
        ...(strange && !close ? { severity: 'recommended' } : {}),
      };
    }
  },
};
