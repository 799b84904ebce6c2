import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { LintInput, Typed } from '../../facts/input/input.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { selectionOf } from '../../facts/input/selection.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { autoscalersByTarget, targetKey } from '../../facts/resources/autoscalers.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

type Budget = Typed<V1PodDisruptionBudget>;
export const pdbBlocksEviction: Rule = {
  id: 'pdb-blocks-eviction',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'Every PodDisruptionBudget allows at least one disruption',
  rationale:
    'A budget that requires all existing pods allows no eviction: `kubectl drain` waits forever, and so does the node upgrade.',
  remediation: 'Set maxUnavailable: 1, or minAvailable lower than the number of replicas.',
  source: 'Deployment description 10.6; Kubernetes, "Specifying a Disruption Budget for your Application"',
  *find(input) {
    const selection = selectionOf(input);
    const scalers = autoscalersByTarget(input);
    const guarded = new Set<Workload>();
    for (const budget of ofKind<V1PodDisruptionBudget>(input, 'PodDisruptionBudget')) {
      const { entry, object } = budget;
      const selected = object.spec?.selector
        ? selection.bySelector(entry.object.metadata.namespace, object.spec.selector)
        : [];
      for (const workload of selected) guarded.add(workload);
      const scaled = selected.some(
        ({
          entry: {
            object: { kind, metadata },
          },
        }) => scalers.has(targetKey(kind, metadata.name, metadata.namespace)),
      );
      const pods = selected.reduce((sum, { replicas = 1 }) => sum + replicas, 0);
      if (pods === 0 || scaled || allowed(budget, pods) > 0) continue;
      const field = object.spec?.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
      yield findingIn(entry, ['spec', field], {
        message: `${field}: ${object.spec?.[field]} of ${pods} ${pods === 1 ? 'pod' : 'pods'} allows no eviction`,
        cause: 'the budget requires all existing pods',
        remedy: pods === 1 ? 'run a second replica, or remove the budget' : 'set maxUnavailable: 1',
      });
    }
    yield* unguarded(input, guarded);
  },
};

/** Pods that may be evicted at once (Kubernetes rounds both percentages up). */
function allowed({ object: { spec } }: Budget, pods: number): number {
  if (spec?.maxUnavailable !== undefined) return share(spec.maxUnavailable, pods);
  return pods - share(spec?.minAvailable ?? 0, pods);
}

function share(value: number | string, pods: number): number {
  const text = String(value);
  return text.endsWith('%') ? Math.ceil((Number.parseFloat(text) * pods) / 100) : Number(text);
}

function* unguarded(input: LintInput, guarded: ReadonlySet<Workload>) {
  for (const { part, workload } of partWorkloads(input)) {
    if ((workload.replicas ?? 1) < 2 || guarded.has(workload)) continue;
    const message = `no PodDisruptionBudget for ${part}: a drain may evict all its replicas at once`;
    yield { kind: 'remark', message, at: placeIn(workload.entry, ['spec', 'replicas']) } as const;
  }
}
