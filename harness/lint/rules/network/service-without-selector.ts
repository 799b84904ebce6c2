import type { LintInput } from '../../facts/input/input.ts';
import { keyOf } from '../../facts/input/of-kind.ts';
import { partServices } from '../../facts/network/part-services.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceWithoutSelector: Rule = {
  id: 'service-without-selector',
  claims: ['SVC-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'The Service of each part leads to its pods',
  rationale:
    'A Service without a selector gets its endpoints by hand only, and an ExternalName sends callers to a name outside: the pods of the part get no request.',
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
          ? `the Service of ${part} is a name for ${externalName}`
          : `the Service of ${part} has no selector`,
        cause: outside
          ? 'it leads out of the set instead of to its pods'
          : 'it has no endpoint: nobody writes them by hand',
        remedy: 'select the labels of the pods of its Deployment',
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
