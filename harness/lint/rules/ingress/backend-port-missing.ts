import type { V1Service } from '@kubernetes/client-node';
import { backendsOf } from '../../facts/ingress/backends.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const backendPortMissing: Rule = {
  id: 'backend-port-missing',
  claims: ['NET-2', 'NET-1'],
  severity: 'mandatory',
  title: 'Every Service that an Ingress or HTTPRoute routes to has the port that it names',
  rationale: 'The controller finds no endpoint for the port and answers 503, or drops the rule.',
  remediation: 'Use a port of the Service, by its number or its name.',
  source: 'Kubernetes API, IngressServiceBackend.port; deployment description 10.7',
  *find(input) {
    const services = new Map(
      input.services.map(({ object }) => [keyOf(object.metadata?.name ?? '', object.metadata?.namespace), object]),
    );
    for (const { ingress, service, path } of backendsOf(input)) {
      const found = services.get(keyOf(service.name, ingress.entry.object.metadata.namespace));
      const wanted = service.port?.name ?? service.port?.number;
      if (!found || hasPort(found, wanted) || isPromised(input, service.name, wanted)) continue;
      yield findingIn(ingress.entry, [...path, 'port'], {
        message: `Service "${service.name}" has no port ${wanted ?? '(none is given)'}`,
        cause: existing(
          'ports',
          (found.spec?.ports ?? []).map(({ name, port }) => (name ? `${name} (${port})` : `${port}`)),
        ),
        remedy: 'set the port of the backend to a port of the Service',
      });
    }
  },
};

function hasPort({ spec }: V1Service, wanted: string | number | undefined): boolean {
  // An ExternalName needs no ports: the controller connects to whichever port the Ingress names.
  if (spec?.type === 'ExternalName') return true;
  return (spec?.ports ?? []).some(({ name, port }) => wanted === name || wanted === port);
}

/** If the Ingress names the promised port, the Service is wrong, and service-port-unexpected reports that. */
function isPromised({ expected }: LintInput, service: string, wanted: string | number | undefined): boolean {
  return PARTS.some((part) => expected.parts[part].service === service && expected.parts[part].port === wanted);
}
