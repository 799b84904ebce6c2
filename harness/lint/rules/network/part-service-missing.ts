import { closestTo } from '../../../lib/text/index.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const partServiceMissing: Rule = {
  id: 'part-service-missing',
  claims: ['SVC-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'Every part that listens has a Service',
  rationale: 'Other parts call it by the name of its Service; without the Service, the name does not resolve.',
  remediation: 'Add the Service, or set parts.*.service in the config to the name that the set uses.',
  source: 'Deployment description 1, 10.5',
  needs: 'config',
  *find(input) {
    const services = input.objects.filter(({ object }) => object.kind === 'Service');
    const byName = new Map(services.map((entry) => [entry.object.metadata.name, entry]));
    const promised = PARTS.map((part) => input.expected.parts[part].service);
    const free = [...byName.keys()].filter((name) => !promised.includes(name));
    // A part that is not deployed is reported by part-missing; its Service would be useless.
    for (const { part, workload } of partWorkloads(input)) {
      const { service } = input.expected.parts[part];
      if (!service || byName.has(service)) continue;
      const meant = closestTo(service, free);
      const entry = meant === undefined ? undefined : byName.get(meant);
      yield {
        kind: 'finding',
        at: placeIn(entry ?? workload.entry, ['metadata', 'name']),
        message: `${part} has no Service: the set has no Service "${service}"`,
        cause: meant ? `did you mean "${meant}"?` : existing('Services', byName.keys()),
        remedy: `add Service "${service}", or set parts.${part}.service in the config to the name that the set uses`,
      };
    }
  },
};
