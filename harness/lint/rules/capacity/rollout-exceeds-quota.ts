import type { V1ResourceQuota } from '@kubernetes/client-node';
import { quantity } from '../../../lib/kube-objects/index.ts';
import { ofKind } from '../../facts/input/of-kind.ts';
import { type Demand, demandsOf, shownAmount } from '../../facts/resources/demand.ts';
import type { ResourceName } from '../../facts/resources/quantities.ts';
import { unavailableOf } from '../../facts/resources/rollout.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const rolloutExceedsQuota: Rule = {
  id: 'rollout-exceeds-quota',
  claims: ['REP-1', 'DEP-1'],
  severity: 'recommended',
  title: 'A ResourceQuota has room for the additional pods of a roll-out',
  rationale:
    'The quota fits while nothing changes. A roll-out first starts a new pod, which the quota refuses ("exceeded quota"), and with maxUnavailable 0 (or rounded down to 0) the old pod never goes: the roll-out is stuck.',
  remediation: 'Raise the quota by one pod of the largest part, or let a part be unavailable during a roll-out.',
  source: 'Kubernetes, "Resource Quotas"; "Deployments": maxSurge, maxUnavailable',
  *find(input) {
    const demands = demandsOf(input);
    for (const { entry, object } of ofKind<V1ResourceQuota>(input, 'ResourceQuota')) {
      if (object.spec?.scopes || object.spec?.scopeSelector) continue;
      const inside = demands.filter(
        ({ workload }) => workload.entry.object.metadata.namespace === entry.object.metadata.namespace,
      );
      for (const [name, hard] of Object.entries(object.spec?.hard ?? {})) {
        const room = quantity(String(hard)) - sumOf(inside, name);
        // quota-exceeded covers what does not even fit without a roll-out.
        if (Number.isNaN(room) || room < 0) continue;
        const stuck = inside.filter(
          (one) => one.surge > 0 && unavailableOf(one.workload) === 0 && podOf(one, name) > room,
        );
        const [first] = stuck;
        if (!first) continue;
        const names = stuck.map(({ workload }) => workload.entry.object.metadata.name).join(', ');
        yield findingIn(entry, ['spec', 'hard', name], {
          message: `the quota for ${name} is ${hard}: a roll-out of ${names} is stuck`,
          cause: `the running pods leave ${shown(name, room)}, and a new pod of ${first.workload.entry.object.metadata.name} needs ${shown(name, podOf(first, name))}`,
          remedy: `raise it by ${shown(name, Math.max(...stuck.map((one) => podOf(one, name))) - room)} or more`,
        });
      }
    }
  },
};

/** What a pod takes from a quota, by the name of its resource. */
function podOf({ requests, limits }: Demand, name: string): number {
  if (name === 'pods') return 1;
  const [field, resource] = name.includes('.') ? name.split('.', 2) : ['requests', name];
  if (resource !== 'cpu' && resource !== 'memory') return Number.NaN;
  return field === 'requests' ? requests[resource] : field === 'limits' ? limits[resource] : Number.NaN;
}

const sumOf = (demands: readonly Demand[], name: string): number =>
  demands.reduce((sum, one) => sum + one.pods * podOf(one, name), 0);

const shown = (name: string, amount: number): string =>
  name === 'pods' ? `${amount}` : shownAmount((name.split('.').at(-1) ?? name) as ResourceName, amount);
