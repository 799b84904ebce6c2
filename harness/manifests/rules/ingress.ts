import type { FieldPath, Finding, ManifestObject } from '../types.ts';
import { type Backend, ingress, type ServicePorts, service } from '../views.ts';
import { findingAt, ofKind, type Rule, thereIs } from './rule.ts';

/** Service → its ports; undefined where the Service is too malformed to tell, which is a finding of its own. */
type Services = ReadonlyMap<string, ServicePorts | undefined>;

/** Every Ingress backend is a Service of the set, with that port. */
export const ingressBackends: Rule = (objects) => {
  const services: Services = new Map(
    objects
      .filter(({ object }) => object.kind === 'Service')
      .map(({ object }) => [object.metadata.name, service.safeParse(object).data?.spec.ports]),
  );
  return ofKind(objects, ingress, 'Ingress').flatMap(({ entry, view }) =>
    (view.spec.rules ?? []).flatMap(({ http }, rule) =>
      (http?.paths ?? []).flatMap(({ backend }, index) => {
        const path = ['spec', 'rules', rule, 'http', 'paths', index, 'backend', 'service'];
        return judgeBackend(entry, path, backend, services);
      }),
    ),
  );
};

function judgeBackend(entry: ManifestObject, path: FieldPath, { service: to }: Backend, services: Services): Finding[] {
  if (!to) return [];
  if (!services.has(to.name)) return [missingService(entry, path, to.name, services)];
  const ports = services.get(to.name);
  const wanted = to.port?.name ?? to.port?.number;
  if (!ports || ports.some(({ name, port }) => wanted === name || wanted === port)) return [];
  return [
    findingAt(entry, [...path, 'port'], {
      id: 'backend-port-missing',
      claims: ['NET-2'],
      severity: 'mandatory',
      message: `Service "${to.name}" has no port ${wanted ?? '(none is given)'}`,
      cause: thereIs(ports.map(({ name, port }) => (name ? `${name} (${port})` : `${port}`))),
      remedy: 'make the backend’s port equal to the Service’s',
    }),
  ];
}

function missingService(entry: ManifestObject, path: FieldPath, name: string, services: Services): Finding {
  return findingAt(entry, [...path, 'name'], {
    id: 'backend-missing',
    claims: ['NET-2'],
    severity: 'mandatory',
    message: `Service "${name}" is not in the set`,
    cause: thereIs(services.keys()),
    remedy: 'add the Service, or correct the name: as it is, the path answers 503 or not at all',
  });
}
