import { settingsThatDiffer } from '../../facts/dify/shared-settings.ts';
import type { Rule } from '../../rule.ts';

export const secretKeyDiffers: Rule = {
  id: 'secret-key-differs',
  claims: ['SEC-4'],
  severity: 'mandatory',
  title: 'API, worker and beat have the same SECRET_KEY',
  rationale:
    'It signs sessions and the addresses of files: what one of them signs, another refuses. Logins end at random, and files that the worker made give 404.',
  remediation: 'Take SECRET_KEY from one key of one Secret everywhere.',
  source: 'Deployment description 4 and 10.2; Dify docker/.env.example: SECRET_KEY',
  find: (input) => settingsThatDiffer(input, ['SECRET_KEY']),
};
