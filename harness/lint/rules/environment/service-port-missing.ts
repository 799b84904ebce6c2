import { nameOf } from '../../../manifests/index.ts';
import { type AddressFault, addressFaults } from '../../facts/environment/address-faults.ts';
import type { ServiceName } from '../../facts/environment/service-names.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

/** Second ports of stores, which have their own variable: writing the first one there would not help. */
const OWN_PORTS: ReadonlyMap<string, string> = new Map([
  ['WEAVIATE_GRPC_ENDPOINT', 'gRPC'],
  ['QDRANT_GRPC_PORT', 'gRPC'],
]);

export const servicePortMissing: Rule = {
  id: 'service-port-missing',
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  title: 'Every address of a Service uses a port that the Service has',
  rationale: 'A Service forwards only its own ports: connections to any other port hang or are refused.',
  remediation:
    'Use the port of the Service (its `port`, not its `targetPort`), or add the port to the Service where its pods listen on it.',
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
        remedy: remedyOf(input, fault, ports),
        ...(meant.service
          ? { related: [{ at: placeIn(meant.service.entry, ['spec', 'ports']), message: 'the ports of the Service' }] }
          : {}),
      };
    }
  },
};

function remedyOf(
  input: LintInput,
  { variable, meant, port }: Extract<AddressFault, { fault: 'unknown-port' }>,
  ports: readonly string[],
): string {
  const protocol = OWN_PORTS.get(variable.name);
  if (protocol) return `add port ${port} (${protocol}) to Service "${meant.name}"`;
  const [target] = (meant.service?.object.spec?.ports ?? []).filter(({ targetPort }) => targetPort === port);
  if (target) return `use :${target.port}, the port of the Service in front of ${port}`;
  if (listens(input, meant, port)) return `add port ${port} to Service "${meant.name}": its pods declare it`;
  return ports.length === 1 ? `use :${ports[0]}` : 'use one of the ports of the Service';
}

/** Whether a container behind the Service declares the port. */
function listens(input: LintInput, { service }: ServiceName, port: number): boolean {
  const behind = servicePods(input).find(({ entry }) => entry === service?.entry)?.selected ?? [];
  return behind.some(({ containers }) =>
    containers.some(({ container }) => container.ports?.some(({ containerPort }) => containerPort === port)),
  );
}
