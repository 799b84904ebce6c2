import type { LintInput } from '../../facts/input/input.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { partServices } from '../../facts/network/part-services.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceWithoutSelector: Rule = {
  id: 'service-without-selector',
  claims: ['SVC-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'The Service of every part selects its pods',
  rationale:
    'A Service without a selector has only the endpoints that someone creates by hand, and an ExternalName sends callers to an external host: the pods of the part get no requests.',
  remediation: 'Select the pods of the part.',
  source: 'Deployment description 10.5; Kubernetes, "Service": Services without selectors, ExternalName',
  *find(input) {
    const byHand = endpointsOf(input);
    for (const { entry, object, part } of partServices(input)) {
      const { selector = {}, type, externalName } = object.spec ?? {};
      const { name, namespace } = entry.object.metadata;
      const outside = type === 'ExternalName';
      if (!outside && (Object.keys(selector).length > 0 || byHand.has(keyOf(name, namespace)))) continue;
      yield findingIn(entry, outside ? ['spec', 'type'] : ['spec'], {
        message: outside
          ? `the Service of ${part} is an ExternalName for ${externalName}`
          : `the Service of ${part} has no selector`,
        cause: outside
          ? 'it points to an external host instead of its pods'
          : 'it has no endpoints: the set does not define any by hand',
        remedy: 'select the pods of its Deployment by their labels',
      });
    }
  },
};

function endpointsOf({ objects }: LintInput): Set<string> {
  return new Set(
    objects.flatMap(({ object: { kind, metadata } }) => {
      if (kind === 'Endpoints') return [keyOf(metadata.name, metadata.namespace)];
      const service = kind === 'EndpointSlice' ? metadata.labels?.['kubernetes.io/service-name'] : undefined;
      return service ? [keyOf(service, metadata.namespace)] : [];
    }),
  );
}
