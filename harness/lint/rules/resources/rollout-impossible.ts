import type { V1DeploymentSpec } from '@kubernetes/client-node';
import { findingIn, type Rule } from '../../rule.ts';

export const rolloutImpossible: Rule = {
  id: 'rollout-impossible',
  claims: ['DEP-1', 'REP-1'],
  severity: 'mandatory',
  title: 'A roll-out may add a pod or take one away',
  rationale:
    'The API server refuses a Deployment whose maxSurge and maxUnavailable are both 0, and Recreate with settings of a rolling update.',
  remediation: 'Write maxSurge: 1 with maxUnavailable: 0.',
  source: 'Kubernetes, "Deployments": Rolling Update Deployment',
  *find({ workloads }) {
    for (const { entry } of workloads) {
      if (entry.object.kind !== 'Deployment') continue;
      const { type, rollingUpdate } = (entry.object.spec as V1DeploymentSpec).strategy ?? {};
      if (type === 'Recreate' && rollingUpdate) {
        yield findingIn(entry, ['spec', 'strategy', 'rollingUpdate'], {
          message: 'rollingUpdate is given, but the strategy is Recreate',
          cause: 'the type was changed and the settings of the other one were left',
          remedy: 'take rollingUpdate out',
        });
      } else if (rollingUpdate && isNone(rollingUpdate.maxSurge) && isNone(rollingUpdate.maxUnavailable)) {
        yield findingIn(entry, ['spec', 'strategy', 'rollingUpdate'], {
          message: 'maxSurge and maxUnavailable are both 0: no pod can be replaced',
          cause: 'each of the two was set to be careful',
          remedy: 'write maxSurge: 1 with maxUnavailable: 0',
        });
      }
    }
  },
};

/** Not given means 25%. */
const isNone = (value: number | string | undefined): boolean =>
  value !== undefined && Number.parseFloat(`${value}`) === 0;
