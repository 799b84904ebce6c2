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
  title: 'Each PodDisruptionBudget lets one pod go',
  rationale:
    'A budget that demands as many pods as there are lets none go: `kubectl drain` waits for ever, and so does the upgrade of the node.',
  remediation: 'Write maxUnavailable: 1, or a minAvailable below the replicas.',
  source: 'Deployment description 10.6; Kubernetes, "Specifying a Disruption Budget for your Application"',
  *find(input) {
    const selection = selectionOf(input);
    const scalers = autoscalersByTarget(input);
    const guarded = new Set<Workload>();
    for (const budget of ofKind<V1PodDisruptionBudget>(input, 'PodDisruptionBudget')) {
      const { entry, object } = budget;
      const meant = object.spec?.selector
        ? selection.bySelector(entry.object.metadata.namespace, object.spec.selector)
        : [];
      for (const workload of meant) guarded.add(workload);
      const scaled = meant.some(
        ({
          entry: {
            object: { kind, metadata },
          },
        }) => scalers.has(targetKey(kind, metadata.name, metadata.namespace)),
      );
      const pods = meant.reduce((sum, { replicas = 1 }) => sum + replicas, 0);
      if (pods === 0 || scaled || allowed(budget, pods) > 0) continue;
      const field = object.spec?.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
      yield findingIn(entry, ['spec', field], {
        message: `${field}: ${object.spec?.[field]} of ${pods} ${pods === 1 ? 'pod' : 'pods'} lets none go`,
        cause: 'the budget demands as many pods as there are',
        remedy: pods === 1 ? 'run a second replica, or do without the budget' : 'write maxUnavailable: 1',
      });
    }
    yield* unguarded(input, guarded);
  },
};

/** Pods that may go at once (Kubernetes rounds both shares up). */
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
    const message = `no PodDisruptionBudget for ${part}: a drain may take all its replicas at once`;
    yield { kind: 'remark', message, at: placeIn(workload.entry, ['spec', 'replicas']) } as const;
  }
}
