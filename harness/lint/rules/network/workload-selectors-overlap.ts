import { nameOf } from '../../../manifests/index.ts';
import { byName } from '../../facts/input/by-name.ts';
import { selectionOf } from '../../facts/input/selection.ts';
import { selects, type Workload } from '../../facts/input/workloads.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const workloadSelectorsOverlap: Rule = {
  id: 'workload-selectors-overlap',
  claims: ['SVC-1'],
  severity: 'mandatory',
  title: 'No two workloads claim the same pods',
  rationale:
    'Controllers whose selectors overlap count and delete one another’s pods, and `kubectl rollout`, `logs` and budgets mean the wrong ones.',
  remediation: 'Give each workload a label of its own, in its selector and in its pod template.',
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
        message: `the selector means the pods of ${named(taken)}, too`,
        cause: 'a copied workload whose labels were not changed, or a selector that names only what all have in common',
        remedy: 'select by a label that only these pods bear, such as app',
        related: taken
          .slice(0, SHOWN)
          .map((other) => ({ at: placeIn(other.entry, ['spec', 'template']), message: 'the other pods' })),
      });
    }
  },
};

/** Enough to see that there is a fault; to compare each with each of thousands would take minutes. */
const COMPARED = 50;
const SHOWN = 5;

const firstOf = (others: readonly Workload[]): readonly Workload[] =>
  others.length < 2 ? [] : others.slice(0, COMPARED).sort(byName);

function named(taken: readonly Workload[]): string {
  const names = taken.slice(0, SHOWN).map((other) => nameOf(other.entry.object));
  return `${names.join(', ')}${taken.length > SHOWN ? ' and others' : ''}`;
}

/** Of two that mean each other's pods the first by name speaks; two objects of one name are a finding of their own. */
function takes(workload: Workload, other: Workload): boolean {
  // A Pod by hand may be meant.
  if (other.selector === undefined || nameOf(other.entry.object) === nameOf(workload.entry.object)) return false;
  return byName(workload, other) < 0 || !selects(other.selector, workload.labels);
}
