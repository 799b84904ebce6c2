import { KEY_PAIRS, keysThatDiffer } from '../../facts/dify/key-pairs.ts';
import type { Rule } from '../../rule.ts';

export const innerApiKeyDiffers: Rule = {
  id: 'inner-api-key-differs',
  claims: ['SEC-4', 'SVC-2'],
  severity: 'mandatory',
  title: 'The plugin daemon sends the key that the API expects',
  rationale:
    'The API answers every plugin callback with 404: plugins install, but fail as soon as they need a model, a tool or a file.',
  remediation:
    "Set INNER_API_KEY_FOR_PLUGIN (API, worker) and DIFY_INNER_API_KEY (plugin daemon) from the same key of the same Secret. PLUGIN_DIFY_INNER_API_KEY exists only in Compose's .env; the API never reads it.",
  source: 'Deployment description 10.2; Dify api/configs/feature: INNER_API_KEY_FOR_PLUGIN; docker-compose.yaml',
  needs: ['plugin-daemon', 'api'],
  find: (input) => keysThatDiffer(input, KEY_PAIRS.innerApi),
};
