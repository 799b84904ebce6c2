import { brokerPasswords } from '../../facts/dify/broker-passwords.ts';
import type { Rule } from '../../rule.ts';

export const brokerPasswordDiffers: Rule = {
  id: 'broker-password-differs',
  claims: ['EXT-2', 'SEC-4'],
  severity: 'mandatory',
  title: 'The password in CELERY_BROKER_URL equals REDIS_PASSWORD',
  rationale:
    "Both connect to the same Redis. With a different password in the URL the worker can't authenticate: tasks are never consumed and every upload stays queued forever.",
  remediation: 'Use the same password in both, URL-encoded in CELERY_BROKER_URL.',
  source: 'Deployment description 10.3; Dify docker/.env.example: CELERY_BROKER_URL must match REDIS_PASSWORD',
  needs: 'api',
  find: brokerPasswords,
};
