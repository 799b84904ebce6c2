import { KEY_PAIRS, keysThatDiffer } from '../../facts/dify/key-pairs.ts';
import type { Rule } from '../../rule.ts';

export const pluginDaemonKeyDiffers: Rule = {
  id: 'plugin-daemon-key-differs',
  claims: ['SEC-4', 'SVC-2'],
  severity: 'mandatory',
  title: 'API and worker send the key that the plugin daemon compares with',
  rationale:
    'The daemon answers 401 to each call: no plugin can be listed or used, while every health page stays green.',
  remediation: 'Give PLUGIN_DAEMON_KEY (API, worker) and SERVER_KEY (plugin daemon) the same key of the same Secret.',
  source: 'Deployment description 10.2; Dify docker-compose.yaml: SERVER_KEY is made from PLUGIN_DAEMON_KEY',
  find: (input) => keysThatDiffer(input, KEY_PAIRS.pluginDaemon),
};
