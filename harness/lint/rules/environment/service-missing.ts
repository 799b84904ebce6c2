import { closestTo } from '../../../lib/text/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { addressFaults } from '../../facts/environment/address-faults.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { existing, type Rule } from '../../rule.ts';

export const serviceMissing: Rule = {
  id: 'service-missing',
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  title: 'Every Service that a container is configured to connect to is in the set',
  rationale:
    'The name does not resolve. Dify notices only on first use: the pods are ready, but the first code node or plugin call fails.',
  remediation: 'Correct the name or its namespace, or add the Service.',
  source: 'Deployment description 10.5; Kubernetes, "DNS for Services and Pods"',
  *find(input) {
    const names = serviceNames(input);
    for (const fault of addressFaults(input)) {
      if (fault.fault !== 'unknown-service' && fault.fault !== 'unknown-namespace') continue;
      const { variable, meant, environment } = fault;
      const isForeign = fault.fault === 'unknown-namespace';
      const there = isForeign ? [...names.namespaces] : names.namesIn(meant.namespace);
      const close = closestTo(isForeign ? meant.namespace : meant.name, there);
      yield {
        kind: 'finding',
        at: variable.definedAt,
        message: `${variable.name} points ${nameOf(environment.workload.entry.object)} to "${fault.host}", but ${
          isForeign ? `the set has no namespace "${meant.namespace}"` : `the set has no Service "${meant.name}"`
        }`,
        cause: isForeign ? existing('namespaces', there) : existing(`Services in namespace ${meant.namespace}`, there),
        remedy: close ? `use ${close}` : 'correct the name, or add the Service to the set',
        // Another team's namespace may well be outside this set.
        ...(isForeign && !close ? { severity: 'recommended' } : {}),
      };
    }
  },
};
