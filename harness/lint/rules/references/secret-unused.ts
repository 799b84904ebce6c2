import { unusedSources } from '../../facts/references/usage.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const secretUnused: Rule = {
  id: 'secret-unused',
  claims: ['SEC-3'],
  severity: 'informational',
  title: 'Every Secret is used by a pod, an Ingress or a ServiceAccount',
  rationale:
    'A Secret that nothing references is a leftover, or the reference to it was forgotten and its values never reach a container.',
  remediation: 'Reference it, or remove it from the set.',
  source: 'Deployment description 10.2: unused objects deserve a look',
  together: 'set',
  *find(input) {
    for (const { entry } of unusedSources(input, 'Secret')) {
      yield findingIn(entry, ['metadata', 'name'], {
        message: 'nothing in the set uses it',
        cause: 'a leftover, or the reference to it was forgotten',
        remedy: 'reference it (envFrom, env, a volume), or remove it',
      });
    }
  },
};
