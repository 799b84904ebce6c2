import { KEY_PAIRS, keysThatDiffer } from '../../facts/dify/key-pairs.ts';
import type { Rule } from '../../rule.ts';

export const pluginDaemonKeyDiffers: Rule = {
  id: 'plugin-daemon-key-differs',
  claims: ['SEC-4', 'SVC-2'],
  severity: 'mandatory',
  title: 'API and worker send the key that the plugin daemon expects',
  rationale: "The daemon answers every call with 401: plugins can't be listed or used, while all health checks pass.",
  remediation:
    'Set PLUGIN_DAEMON_KEY (API, worker) and SERVER_KEY (plugin daemon) from the same key of the same Secret.',
  source: 'Deployment description 10.2; Dify docker-compose.yaml: SERVER_KEY is set from PLUGIN_DAEMON_KEY',
  needs: ['plugin-daemon', 'api'],
  find: (input) => keysThatDiffer(input, KEY_PAIRS.pluginDaemon),
};
