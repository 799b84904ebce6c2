import type { V1DeploymentSpec } from '@kubernetes/client-node';
import { partWorkloads } from '../../facts/input/parts.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const rolloutDowntime: Rule = {
  id: 'rollout-downtime',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'A roll-out of a part with several replicas leaves some of them running',
  rationale:
    'Recreate stops all pods before the first new one starts: each roll-out is an outage, whatever the replicas.',
  remediation: 'Use RollingUpdate with maxUnavailable: 0.',
  source: 'Deployment description 10.6: the availability that is claimed; Kubernetes, "Deployments": Strategy',
  *find(input) {
    for (const { part, promised, workload } of partWorkloads(input)) {
      const { entry } = workload;
      if (entry.object.kind !== 'Deployment' || (promised.replicas ?? 1) < 2) continue;
      const { type, rollingUpdate } = (entry.object.spec as V1DeploymentSpec).strategy ?? {};
      const gone = rollingUpdate?.maxUnavailable;
      const all = gone === '100%' || (typeof gone === 'number' && gone >= (promised.replicas ?? 1));
      if (type !== 'Recreate' && !all) continue;
      yield findingIn(
        entry,
        type === 'Recreate' ? ['spec', 'strategy', 'type'] : ['spec', 'strategy', 'rollingUpdate'],
        {
          message: `a roll-out stops all pods of ${part} at once`,
          cause: type === 'Recreate' ? 'the strategy is Recreate' : `maxUnavailable: ${gone} lets all of them go`,
          remedy: 'write type: RollingUpdate with maxUnavailable: 0 and maxSurge: 1',
        },
      );
    }
  },
};
