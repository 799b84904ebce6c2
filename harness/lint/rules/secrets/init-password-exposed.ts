import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

export const initPasswordExposed: Rule = {
  id: 'init-password-exposed',
  claims: ['SEC-1'],
  severity: 'recommended',
  title: 'INIT_PASSWORD is in a Secret',
  rationale:
    'Until the first administrator is created it gives access to the whole installation; afterwards it is useless.',
  remediation: 'Move it to a Secret.',
  source: 'Deployment description 10.2, which is stricter than its section 8 (ConfigMap); Dify, docker/.env.example',
  *find(input) {
    for (const { name, at, where, inConfigMap } of exposuresOf(input)) {
      if (name !== 'INIT_PASSWORD') continue;
      yield {
        kind: 'finding',
        at,
        message: `INIT_PASSWORD is in ${where}`,
        cause: inConfigMap
          ? 'whoever may read the ConfigMap can take over an installation that is not set up yet'
          : 'whoever may read the workload can take over an installation that is not set up yet',
        remedy: 'move it to a Secret',
      };
    }
  },
};
