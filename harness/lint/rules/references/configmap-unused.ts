import { unusedSources } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const configMapUnused: Rule = {
  id: 'configmap-unused',
  claims: ['ENV-1'],
  severity: 'informational',
  title: 'Every ConfigMap is used by a pod',
  rationale:
    'A ConfigMap that nothing references is a leftover, or the reference to it was forgotten and its values never reach a container.',
  remediation: 'Reference it, or remove it from the set.',
  source: 'Deployment description 10.1: the settings reach the containers',
  together: 'set',
  *find(input) {
    for (const { entry } of unusedSources(input, 'ConfigMap')) {
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'nothing in the set uses it',
        cause: 'a leftover, or the reference to it was forgotten',
        remedy: 'reference it (envFrom, env, a volume), or remove it',
      });
    }
  },
};
