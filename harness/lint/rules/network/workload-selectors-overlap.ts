import { nameOf } from '../../../manifests/index.ts';
import { byName } from '../../facts/input/by-name.ts';
import { selectionOf } from '../../facts/input/selection.ts';
import { selects, type Workload } from '../../facts/input/workloads.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const workloadSelectorsOverlap: Rule = {
  id: 'workload-selectors-overlap',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'No two workloads select the same pods',
  rationale:
    'Controllers with overlapping selectors count and delete each other’s pods, and `kubectl rollout`, `kubectl logs` and disruption budgets act on the wrong ones.',
  remediation: 'Give each workload a unique label, in its selector and in its pod template.',
  source: 'Kubernetes, "Deployments": Selector, do not create controllers with overlapping selectors',
  *find(input) {
    const selection = selectionOf(input);
    for (const workload of input.workloads) {
      const { entry, selector } = workload;
      if (!selector) continue;
      const others = selection.byLabels(entry.object.metadata.namespace, selector);
      const taken = firstOf(others).filter((other) => takes(workload, other));
      if (taken.length === 0) continue;
      yield findingIn(entry, ['spec', 'selector'], {
        message: `the selector also matches the pods of ${named(taken)}`,
        cause:
          'a copied workload whose labels were not changed, or a selector that uses only labels they have in common',
        remedy: 'select by a label that only these pods have, such as app',
        related: taken
          .slice(0, SHOWN)
          .map((other) => ({ at: placeIn(other.entry, ['spec', 'template']), message: 'it matches these pods too' })),
      });
    }
  },
};

/** Enough to tell that something is wrong; comparing thousands with each other would take minutes. */
const COMPARED = 50;
const SHOWN = 5;

const firstOf = (others: readonly Workload[]): readonly Workload[] =>
  others.length < 2 ? [] : others.slice(0, COMPARED).sort(byName);

function named(taken: readonly Workload[]): string {
  const names = taken.slice(0, SHOWN).map((other) => nameOf(other.entry.object));
  return `${names.join(', ')}${taken.length > SHOWN ? ' and others' : ''}`;
}

/** If two select each other's pods, the first by name is reported; object-duplicate reports two of the same name. */
function takes(workload: Workload, other: Workload): boolean {
  // A bare Pod may be selected on purpose.
  if (other.selector === undefined || nameOf(other.entry.object) === nameOf(workload.entry.object)) return false;
  return byName(workload, other) < 0 || !selects(other.selector, workload.labels);
}
