import { backendsOf } from '../../facts/ingress/backends.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { keyOf, keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const backendMissing: Rule = {
  id: 'backend-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every Service that an Ingress or HTTPRoute routes to is in the set',
  rationale:
    'ingress-nginx answers such a path with 503, a Gateway with 500; Traefik drops the rule, and another part gets its requests.',
  remediation: 'Add the Service, or correct the name.',
  source: 'Kubernetes, "Ingress": Ingress rules; Traefik 3.6.12, kubernetes/ingress-nginx/kubernetes.go (buildService)',
  *find(input) {
    const services = keysOfKind(input, 'Service');
    const there = perNamespace((namespace) => existing('Services', namesOfKind(input, 'Service', namespace)));
    const promised = new Set(PARTS.map((part) => input.expected.parts[part].service));
    for (const { ingress, service, path } of backendsOf(input)) {
      const { namespace } = ingress.entry.object.metadata;
      // The missing Service of a part is reported once, by part-service-missing.
      if (services.has(keyOf(service.name, namespace)) || promised.has(service.name)) continue;
      yield findingIn(ingress.entry, [...path, 'name'], {
        message: `Service "${service.name}" is not in the set`,
        cause: there(namespace),
        remedy: 'add the Service, or correct the name; otherwise the path answers 503 or another rule takes it',
      });
    }
  },
};
