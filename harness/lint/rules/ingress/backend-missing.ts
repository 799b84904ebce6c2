import { backendsOf } from '../../facts/ingress/backends.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { keyOf, keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const backendMissing: Rule = {
  id: 'backend-missing',
  claims: ['NET-2'],
  severity: 'mandatory',
  title: 'Every Service that an Ingress leads to is in the set',
  rationale:
    'ingress-nginx answers such a path with 503; Traefik drops the rule, and what takes the path then is another part.',
  remediation: 'Add the Service, or correct the name.',
  source: 'Kubernetes, "Ingress": Ingress rules; Traefik 3.6.12, kubernetes/ingress-nginx/kubernetes.go (buildService)',
  *find(input) {
    const services = keysOfKind(input, 'Service');
    const there = perNamespace((namespace) => existing('Services', namesOfKind(input, 'Service', namespace)));
    const promised = new Set(PARTS.map((part) => input.expected.parts[part].service));
    for (const { ingress, service, path } of backendsOf(input)) {
      const { namespace } = ingress.entry.object.metadata;
      // A part's Service that is not there is a fault of its own, wherever it is used.
      if (services.has(keyOf(service.name, namespace)) || promised.has(service.name)) continue;
      yield findingIn(ingress.entry, [...path, 'name'], {
        message: `Service "${service.name}" is not in the set`,
        cause: there(namespace),
        remedy: 'add the Service, or correct the name: as it is, the path answers 503 or another rule takes it',
      });
    }
  },
};
