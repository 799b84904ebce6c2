import { nameOf } from '../../../manifests/index.ts';
import { byName } from '../../facts/input/by-name.ts';
import { KEEPERS } from '../../facts/input/parts.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const serviceSelectsMultipleWorkloads: Rule = {
  id: 'service-selects-multiple-workloads',
  claims: ['SVC-1', 'NET-1'],
  severity: 'recommended',
  title: 'Every Service selects the pods of only one workload',
  rationale:
    'Requests are spread over all selected pods: some of them reach a program that cannot handle them, so calls fail intermittently.',
  remediation: 'Select by a label that only the pods of that workload have.',
  source: 'Deployment description 10.5; Kubernetes, "Service": Services with selectors',
  *find(input) {
    for (const { entry, selected } of servicePods(input)) {
      const several = lasting(selected.slice(0, COMPARED));
      if (several.length < 2) continue;
      const shown = several.slice(0, 6);
      const names = shown.map((workload) => nameOf(workload.entry.object)).join(', ');
      yield findingIn(entry, ['spec', 'selector'], {
        message: `the selector matches the pods of ${selected.length > COMPARED ? `more than ${COMPARED}` : several.length} workloads: ${names}`,
        cause: 'it uses only labels that they have in common',
        remedy: 'add a label that tells them apart, such as app',
        related: shown.map((workload) => ({
          at: placeIn(workload.entry, workload.path.slice(0, -1)),
          message: 'its pods are selected',
        })),
      });
    }
  },
};

/** Enough to tell that something is wrong. */
const COMPARED = 50;

/** Without Jobs, whose pods end; two objects with the same name are reported by object-duplicate. */
function lasting(workloads: readonly Workload[]): Workload[] {
  if (workloads.length < 2) return [];
  const named = new Map(workloads.map((workload) => [nameOf(workload.entry.object), workload]));
  return [...named.values()].filter(({ entry }) => KEEPERS.includes(entry.object.kind)).sort(byName);
}
