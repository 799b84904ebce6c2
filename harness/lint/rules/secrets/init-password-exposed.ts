import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

export const initPasswordExposed: Rule = {
  id: 'init-password-exposed',
  claims: ['SEC-1'],
  severity: 'recommended',
  title: 'INIT_PASSWORD is in a Secret',
  rationale:
    'The deployment description says both: section 8 puts INIT_PASSWORD into the ConfigMap, section 10.2 wants everything that is sensitive in a Secret. Until the first administrator is made it is the key to the whole installation; afterwards it opens nothing more.',
  remediation: 'Move it to the Secret, as section 10.2 says.',
  source: 'Deployment description 8 (ConfigMap) and 10.2 (Secret); Dify, docker/.env.example',
  *find(input) {
    for (const { name, at, where, inConfigMap } of exposuresOf(input)) {
      if (name !== 'INIT_PASSWORD') continue;
      yield {
        kind: 'finding',
        at,
        message: `INIT_PASSWORD is in ${where}`,
        cause: inConfigMap
          ? 'section 8 of the deployment description puts it into the ConfigMap; section 10.2 wants everything sensitive in a Secret'
          : 'section 10.2 of the deployment description wants everything sensitive in a Secret',
        remedy: 'move it to the Secret: of the two sections 10.2 is the stricter one',
      };
    }
  },
};
