import type { V1DeploymentSpec } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import { partWorkloads } from '../../facts/input/parts.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const rolloutDowntime: Rule = {
  id: 'rollout-downtime',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'Rollouts of components with several replicas keep some of them running',
  rationale:
    'Recreate stops all pods before the first new one starts, so every rollout is an outage regardless of the number of replicas.',
  remediation: 'Use RollingUpdate with maxUnavailable: 0.',
  source: 'Deployment description 10.6: the claimed availability; Kubernetes, "Deployments": Strategy',
  *find(input) {
    for (const { part, promised, workload } of partWorkloads(input)) {
      const { entry } = workload;
      const replicas = input.expected.judgedBy === 'config' ? (promised.replicas ?? 1) : own(part, workload.replicas);
      if (entry.object.kind !== 'Deployment' || replicas < 2) continue;
      const { type, rollingUpdate } = (entry.object.spec as V1DeploymentSpec).strategy ?? {};
      const unavailable = rollingUpdate?.maxUnavailable;
      const all = unavailable === '100%' || (typeof unavailable === 'number' && unavailable >= replicas);
      if (type !== 'Recreate' && !all) continue;
      yield findingIn(
        entry,
        type === 'Recreate' ? ['spec', 'strategy', 'type'] : ['spec', 'strategy', 'rollingUpdate'],
        {
          message: `a rollout stops all pods of ${part} at once`,
          cause:
            type === 'Recreate'
              ? 'the strategy is Recreate'
              : `maxUnavailable: ${unavailable} allows all of them to be stopped`,
          remedy: 'set type: RollingUpdate with maxUnavailable: 0 and maxSurge: 1',
        },
      );
    }
  },
};

/** More than one plugin daemon is wrong with any strategy: plugin-daemon-replicas reports it. */
const own = (part: PartName, replicas = 1): number => (part === 'plugin-daemon' ? 1 : replicas);
