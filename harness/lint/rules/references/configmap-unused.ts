import { unusedSources } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const configMapUnused: Rule = {
  id: 'configmap-unused',
  claims: ['ENV-1'],
  severity: 'informational',
  title: 'Every ConfigMap is used by a pod',
  rationale:
    'A ConfigMap that nothing refers to is left over, or the reference to it was forgotten: then its values reach no container.',
  remediation: 'Refer to it, or take it out of the set.',
  source: 'Deployment description 10.1: the settings reach the containers',
  *find(input) {
    for (const { entry } of unusedSources(input, 'ConfigMap')) {
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'nothing in the set uses it',
        cause: 'left over, or the reference to it was forgotten',
        remedy: 'refer to it (envFrom, env, a volume), or take it out',
      });
    }
  },
};
