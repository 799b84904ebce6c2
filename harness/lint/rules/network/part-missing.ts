import { closestTo } from '../../../lib/text/index.ts';
import type { ManifestObject } from '../../../manifests/index.ts';
import { byName } from '../../facts/input/by-name.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { KEEPERS } from '../../facts/input/parts.ts';
import { existing, type Place, placeIn, type Rule } from '../../rule.ts';

export const partMissing: Rule = {
  id: 'part-missing',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'Each of the six parts has a Deployment',
  rationale:
    'A missing part is noticed late: without the worker, documents stay "waiting" and no mail is sent; without the sandbox, every code node fails.',
  remediation: 'Add the Deployment, or set parts.*.deployment in the config to the name that the set uses.',
  source: 'Deployment description 1, 10.5',
  *find(input) {
    const there = input.objects.filter(({ object }) => KEEPERS.includes(object.kind));
    const byName = new Map(there.map((entry) => [entry.object.metadata.name, entry]));
    const names = PARTS.map((part) => input.expected.parts[part].deployment);
    const free = [...byName.keys()].filter((name) => !names.includes(name));
    for (const part of PARTS) {
      const { deployment } = input.expected.parts[part];
      if (byName.has(deployment)) continue;
      const meant = closestTo(deployment, free);
      const entry = meant === undefined ? undefined : byName.get(meant);
      yield {
        kind: 'finding',
        at: entry ? placeIn(entry, ['metadata', 'name']) : placeOfSet(input, `parts.${part}`),
        message: `${part} is not deployed: the set has no Deployment "${deployment}"`,
        cause: meant ? `did you mean "${meant}"?` : existing('Deployments', byName.keys()),
        remedy: `add Deployment "${deployment}", or set parts.${part}.deployment in the config to the name that the set uses`,
      };
    }
  },
};

/**
 * A missing object has no place, so the Namespace is reported instead, or the first object.
 * @param field tells the missing objects apart.
 */
function placeOfSet({ objects, expected }: LintInput, field: string): Place {
  const entry = objects.find(({ object }) => object.kind === 'Namespace') ?? first(objects);
  if (entry) return placeIn(entry, ['metadata', 'name'], field);
  return { file: '.', position: { line: 1, column: 1 }, object: `Namespace ${expected.namespace}`, field };
}

const first = (objects: readonly ManifestObject[]): ManifestObject | undefined =>
  objects.map((entry) => ({ entry })).sort(byName)[0]?.entry;
