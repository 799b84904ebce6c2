import { unusedSources } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const secretUnused: Rule = {
  id: 'secret-unused',
  claims: ['SEC-3'],
  severity: 'informational',
  title: 'Every Secret is used by a pod, an Ingress or a ServiceAccount',
  rationale:
    'A Secret that nothing refers to is left over, or the reference to it was forgotten: then its values reach no container.',
  remediation: 'Refer to it, or take it out of the set.',
  source: 'Deployment description 10.2: what is unused is worth a look',
  *find(input) {
    for (const { entry } of unusedSources(input, 'Secret')) {
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'nothing in the set uses it',
        cause: 'left over, or the reference to it was forgotten',
        remedy: 'refer to it (envFrom, env, a volume), or take it out',
      });
    }
  },
};
