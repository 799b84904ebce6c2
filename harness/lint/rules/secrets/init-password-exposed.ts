import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

export const initPasswordExposed: Rule = {
  id: 'init-password-exposed',
  claims: ['SEC-1'],
  severity: 'recommended',
  title: 'INIT_PASSWORD is in a Secret',
  rationale:
    'The deployment description contradicts itself: section 8 puts INIT_PASSWORD in the ConfigMap, section 10.2 requires everything sensitive to be in a Secret. Until the first administrator is created it gives access to the whole installation; afterwards it is useless.',
  remediation: 'Move it to the Secret, as section 10.2 requires.',
  source: 'Deployment description 8 (ConfigMap) and 10.2 (Secret); Dify, docker/.env.example',
  *find(input) {
    for (const { name, at, where, inConfigMap } of exposuresOf(input)) {
      if (name !== 'INIT_PASSWORD') continue;
      yield {
        kind: 'finding',
        at,
        message: `INIT_PASSWORD is in ${where}`,
        cause: inConfigMap
          ? 'section 8 of the deployment description puts it in the ConfigMap, but section 10.2 requires everything sensitive to be in a Secret'
          : 'section 10.2 of the deployment description requires everything sensitive to be in a Secret',
        remedy: 'move it to the Secret, because 10.2 is the stricter of the two sections',
      };
    }
  },
};
