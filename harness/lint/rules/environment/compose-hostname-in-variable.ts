import { nameOf } from '../../../manifests/index.ts';
import { type AddressFault, addressFaults } from '../../facts/environment/address-faults.ts';
import { serviceFor } from '../../facts/environment/in-cluster.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { existing, type Outcome, type Rule } from '../../rule.ts';

export const composeHostnameInVariable: Rule = {
  id: 'compose-hostname-in-variable',
  claims: ['SVC-3', 'SVC-2'],
  severity: 'mandatory',
  title: 'No container is configured with a host name that only Compose resolves',
  rationale:
    'The cluster has no host of that name, and a name with "_" can never be a Service: every connection fails with a name resolution error, usually on first use rather than at startup. localhost is the pod itself.',
  remediation:
    'Use the name of the Kubernetes Service: NAME within the namespace, NAME.NAMESPACE.svc.cluster.local from anywhere.',
  source: 'Deployment description 2 and 10.5; Dify, docker/.env.example; Kubernetes, "DNS for Services and Pods"',
  *find(input) {
    for (const fault of addressFaults(input)) {
      if (fault.fault === 'compose-name' || fault.fault === 'own-container') yield finding(input, fault);
    }
  },
};

function finding(input: LintInput, { variable, host, environment, fault }: AddressFault): Outcome {
  const { namespace = 'default' } = environment.workload.entry.object.metadata;
  const instead = serviceFor(input, host, namespace);
  const workload = nameOf(environment.workload.entry.object);
  return {
    kind: 'finding',
    at: variable.definedAt,
    message:
      fault === 'own-container'
        ? `${variable.name} points ${workload} to "${host}", which is its own pod`
        : `${variable.name} points ${workload} to "${host}", a name from the Compose deployment`,
    cause: `the value was copied from Compose; ${existing('Services', serviceNames(input).namesIn(namespace))}`,
    remedy: instead ? `use ${instead}` : 'use the name under which the cluster knows it',
  };
}
