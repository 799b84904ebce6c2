import { quantity } from '../../../lib/kube-objects/index.ts';
import { placeOfCapacity } from '../../facts/dify/declared-limit.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { type Demand, demandsOf, shownAmount } from '../../facts/resources/demand.ts';
import { RESOURCE_NAMES, type ResourceName } from '../../facts/resources/quantities.ts';
import { type Outcome, placeIn, type Rule } from '../../rule.ts';

export const nodesTooSmall: Rule = {
  id: 'nodes-too-small',
  claims: ['REP-1', 'DEP-2'],
  severity: 'recommended',
  title: 'The requests of all replicas fit on the nodes, also while a new release is rolled out',
  rationale:
    'Pods that no node has room for stay Pending. A roll-out needs room for the additional pods first, so it is stuck where the replicas alone just fit.',
  remediation: 'Lower requests, replicas or maxSurge, or add a node; say in lint.capacity.nodes what is free.',
  source: 'Kubernetes, "Resource Management for Pods and Containers": scheduling by requests; lint.capacity.nodes',
  *find(input) {
    const demands = demandsOf(input);
    if (demands.length === 0) return;
    const { nodes } = input.expected.lint.capacity;
    for (const name of RESOURCE_NAMES) {
      const sums = sumsOf(demands, name);
      const shown = (amount: number) => shownAmount(name, amount);
      const text = `${name}: ${shown(sums.all)} for all replicas, ${shown(sums.rollout)} during a roll-out of all parts`;
      if (!nodes) {
        yield { kind: 'remark', message: `the set requests ${text}; its limits add up to ${shown(sums.limits)}` };
        continue;
      }
      const sizes = nodes.flatMap(({ count, [name]: size }) => Array<number>(count).fill(quantity(String(size))));
      const offered = sizes.reduce((sum, size) => sum + size, 0);
      yield* tooLarge(demands, name, Math.max(...sizes));
      if (sums.rollout <= offered) {
        yield { kind: 'remark', message: `the set requests ${text}; the nodes offer ${shown(offered)}` };
        continue;
      }
      yield findingAt(placeOfCapacity(input, 'nodes'), {
        message: `the nodes offer ${shown(offered)} ${name}, but ${sums.all > offered ? `all replicas request ${shown(sums.all)}` : `a roll-out of all parts requests ${shown(sums.rollout)}`}`,
        cause: largest(demands, name),
        remedy:
          sums.all > offered
            ? `lower requests or replicas, or add ${shown(sums.rollout - offered)}`
            : `add ${shown(sums.rollout - offered)}, or set maxSurge: 0 with maxUnavailable: 1 for what may pause`,
      });
    }
  },
};

function sumsOf(demands: readonly Demand[], name: ResourceName) {
  const sum = (amountOf: (demand: Demand) => number) => demands.reduce((total, one) => total + amountOf(one), 0);
  return {
    all: sum(({ mostPods, requests }) => mostPods * requests[name]),
    rollout: sum(({ mostPods, surge, requests }) => (mostPods + surge) * requests[name]),
    limits: sum(({ mostPods, limits }) => mostPods * limits[name]),
  };
}

/** A pod that fits on no node at all, however empty. */
function* tooLarge(demands: readonly Demand[], name: ResourceName, size: number): Generator<Outcome> {
  for (const { workload, requests } of demands) {
    if (requests[name] <= size) continue;
    yield findingAt(placeIn(workload.entry, workload.path), {
      message: `each pod requests ${shownAmount(name, requests[name])} ${name}, but the largest node has ${shownAmount(name, size)}`,
      cause: 'no node has room for it, so it stays Pending',
      remedy: 'lower its requests, or use larger nodes',
    });
  }
}

/** The workloads that ask for most, as a sum. */
function largest(demands: readonly Demand[], name: ResourceName): string {
  const asked = ({ mostPods, surge, requests }: Demand): number => (mostPods + surge) * requests[name];
  const first = demands.toSorted((a, b) => asked(b) - asked(a)).slice(0, 4);
  return first
    .map((one) => {
      const pods = one.surge > 0 ? `(${one.mostPods} + ${one.surge})` : one.mostPods;
      return `${one.workload.entry.object.metadata.name} ${pods} × ${shownAmount(name, one.requests[name])}`;
    })
    .join(', ');
}
