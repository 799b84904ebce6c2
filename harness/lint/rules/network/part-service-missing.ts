import { closestTo } from '../../../lib/text/index.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

export const partServiceMissing: Rule = {
  id: 'part-service-missing',
  claims: ['SVC-1', 'SVC-2'],
  severity: 'mandatory',
  title: 'Each part that listens has its Service',
  rationale: 'The others call a part by the name of its Service: without it the name resolves to nothing.',
  remediation: 'Add the Service, or name it in the config as it is named in the set (parts.*.service).',
  source: 'Deployment description 1, 10.5',
  *find(input) {
    const services = input.objects.filter(({ object }) => object.kind === 'Service');
    const byName = new Map(services.map((entry) => [entry.object.metadata.name, entry]));
    const promised = PARTS.map((part) => input.expected.parts[part].service);
    const free = [...byName.keys()].filter((name) => !promised.includes(name));
    // A part that is not deployed is the finding; its Service is of no use.
    for (const { part, workload } of partWorkloads(input)) {
      const { service } = input.expected.parts[part];
      if (!service || byName.has(service)) continue;
      const meant = closestTo(service, free);
      const entry = meant === undefined ? undefined : byName.get(meant);
      yield {
        kind: 'finding',
        at: placeIn(entry ?? workload.entry, ['metadata', 'name']),
        message: `${part} has no Service: there is none of the name "${service}"`,
        cause: meant ? `did you mean "${meant}"?` : existing('Services', byName.keys()),
        remedy: `add Service "${service}", or set parts.${part}.service in the config to its name`,
      };
    }
  },
};
