import type { V1DeploymentSpec } from '@kubernetes/client-node';
import { findingIn, type Rule } from '../../rule.ts';

export const rolloutImpossible: Rule = {
  id: 'rollout-impossible',
  claims: ['DEP-1', 'REP-1'],
  severity: 'mandatory',
  title: 'Every Deployment has a valid rollout strategy',
  rationale:
    'The API server rejects a Deployment whose maxSurge and maxUnavailable are both 0, or that combines Recreate with rollingUpdate.',
  remediation: 'Set maxSurge: 1 with maxUnavailable: 0, or remove rollingUpdate from a Recreate strategy.',
  source: 'Kubernetes, "Deployments": Rolling Update Deployment',
  *find({ workloads }) {
    for (const { entry } of workloads) {
      if (entry.object.kind !== 'Deployment') continue;
      const { type, rollingUpdate } = (entry.object.spec as V1DeploymentSpec).strategy ?? {};
      if (type === 'Recreate' && rollingUpdate) {
        yield findingIn(entry, ['spec', 'strategy', 'rollingUpdate'], {
          message: 'rollingUpdate is set, but the strategy is Recreate',
          cause: 'the type was changed, but the settings of the old one were kept',
          remedy: 'remove rollingUpdate',
        });
      } else if (rollingUpdate && isNone(rollingUpdate.maxSurge) && isNone(rollingUpdate.maxUnavailable)) {
        yield findingIn(entry, ['spec', 'strategy', 'rollingUpdate'], {
          message: 'maxSurge and maxUnavailable are both 0: no pod can be replaced',
          cause: 'each was set to 0 to be on the safe side',
          remedy: 'set maxSurge: 1 with maxUnavailable: 0',
        });
      }
    }
  },
};

/** Unset means 25%. */
const isNone = (value: number | string | undefined): boolean =>
  value !== undefined && Number.parseFloat(`${value}`) === 0;
