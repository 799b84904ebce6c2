import type { V1Service } from '@kubernetes/client-node';
import { byName } from '../../facts/input/by-name.ts';
import type { Typed } from '../../facts/input/input.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const serviceDuplicate: Rule = {
  id: 'service-duplicate',
  claims: ['SVC-1'],
  severity: 'informational',
  title: 'No two Services expose the same ports of the same pods',
  rationale: 'The older name is often left over from a rename, and who still uses it only shows once it is removed.',
  remediation: 'Keep one Service, or document why there are two.',
  source: 'Kubernetes, "Service"',
  *find({ services }) {
    const same = Map.groupBy(services, keyOf);
    for (const [key, group] of same) {
      if (key === undefined || group.length < 2) continue;
      const [first, ...others] = group.toSorted(byName);
      for (const { entry } of others) {
        // Two objects with the same name are reported by object-duplicate.
        if (!first || first.entry.object.metadata.name === entry.object.metadata.name) continue;
        yield findingIn(entry, ['spec', 'selector'], {
          message: `it exposes the same pods and ports as Service "${first.entry.object.metadata.name}"`,
          cause: 'left over from a rename, or a second name on purpose',
          remedy: 'keep the one that is used',
          related: [{ at: placeIn(first.entry, ['spec', 'selector']), message: 'the other Service' }],
        });
      }
    }
  },
};

/** Headless Services, and those without a selector, exist beside an ordinary one on purpose. */
function keyOf({ object: { metadata, spec } }: Typed<V1Service>): string | undefined {
  const labels = Object.entries(spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (labels.length === 0 || spec?.clusterIP === 'None') return undefined;
  const ports = (spec?.ports ?? []).map(({ port, targetPort = port }) => `${targetPort}`);
  return [metadata?.namespace, spec?.type ?? 'ClusterIP', ...labels.sort(), '', ...ports.sort()].join('\0');
}
