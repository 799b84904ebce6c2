import { exposuresOf } from '../../facts/secrets/exposures.ts';
import { isSecretName } from '../../facts/secrets/names.ts';
import type { Rule } from '../../rule.ts';

export const urlPasswordExposed: Rule = {
  id: 'url-password-exposed',
  claims: ['SEC-1'],
  severity: 'mandatory',
  title: 'No address outside of a Secret has a password in it',
  rationale:
    'CELERY_BROKER_URL looks like an address and holds the password of Redis: in a ConfigMap it gives away what REDIS_PASSWORD in a Secret protects.',
  remediation:
    'Move the whole address to a Secret; or write $(REDIS_PASSWORD) into an env entry, after an entry that takes REDIS_PASSWORD from the Secret.',
  source:
    'Deployment description 10.2; Dify, docker/.env.example (CELERY_BROKER_URL); Kubernetes, "Define dependent environment variables"',
  *find(input) {
    for (const { by, name, at, where } of exposuresOf(input)) {
      if (by !== 'url' || isSecretName(name)) continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} is in ${where}, and its address has a password in it`,
        cause: 'it was taken for a plain address',
        remedy: 'move the address to a Secret; change the password too',
      };
    }
  },
};
