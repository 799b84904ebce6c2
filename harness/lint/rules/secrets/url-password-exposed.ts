import { exposuresOf } from '../../facts/secrets/exposures.ts';
import { isSecretName } from '../../facts/secrets/names.ts';
import type { Rule } from '../../rule.ts';

export const urlPasswordExposed: Rule = {
  id: 'url-password-exposed',
  claims: ['SEC-1'],
  severity: 'mandatory',
  title: 'No URL outside a Secret contains a password',
  rationale:
    'CELERY_BROKER_URL looks like a plain URL but contains the Redis password: in a ConfigMap it exposes what REDIS_PASSWORD in a Secret protects.',
  remediation:
    'Move the whole URL to a Secret, or use $(REDIS_PASSWORD) in an env entry that comes after one that takes REDIS_PASSWORD from the Secret.',
  source:
    'Deployment description 10.2; Dify, docker/.env.example (CELERY_BROKER_URL); Kubernetes, "Define dependent environment variables"',
  together: 'object',
  *find(input) {
    for (const { by, name, at, where } of exposuresOf(input)) {
      if (by !== 'url' || isSecretName(name)) continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} is in ${where} and its URL contains a password`,
        cause: 'it was mistaken for a plain URL',
        remedy: 'move the URL to a Secret and rotate the password',
      };
    }
  },
};
