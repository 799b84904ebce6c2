import { settingsThatDiffer } from '../../facts/dify/shared-settings.ts';
import type { Rule } from '../../rule.ts';

export const secretKeyDiffers: Rule = {
  id: 'secret-key-differs',
  claims: ['SEC-4'],
  severity: 'mandatory',
  title: 'API, worker and beat use the same SECRET_KEY',
  rationale:
    'It signs sessions and file URLs: what one of them signs, another rejects. Sessions end at random, and files created by the worker return 404.',
  remediation: 'Set SECRET_KEY from the same key of the same Secret everywhere.',
  source: 'Deployment description 4 and 10.2; Dify docker/.env.example: SECRET_KEY',
  needs: 'api',
  find: (input) => settingsThatDiffer(input, ['SECRET_KEY']),
};
