import { brokerPasswords } from '../../facts/dify/broker-passwords.ts';
import type { Rule } from '../../rule.ts';

export const brokerPasswordDiffers: Rule = {
  id: 'broker-password-differs',
  claims: ['EXT-2', 'SEC-4'],
  severity: 'mandatory',
  title: 'The password in CELERY_BROKER_URL is the one in REDIS_PASSWORD',
  rationale:
    "One Redis has one password. With another in the URL the worker can't log in: tasks are never taken, and each upload waits forever.",
  remediation: 'Write the same password into both, URL-encoded in CELERY_BROKER_URL.',
  source: 'Deployment description 10.3; Dify docker/.env.example: CELERY_BROKER_URL must agree with REDIS_PASSWORD',
  find: brokerPasswords,
};
