import { documents } from '../../example-text.ts';
import { partText } from '../../facts/dify/examples.ts';
import { KEY_PAIRS, keysThatDiffer } from '../../facts/dify/key-pairs.ts';
import type { Rule } from '../../rule.ts';

const daemon = partText('plugin-daemon', { env: { SERVER_KEY: '${PLUGIN_DAEMON_KEY}' } });

export const pluginDaemonKeyDiffers: Rule = {
  id: 'plugin-daemon-key-differs',
  claims: ['SEC-4', 'SVC-2'],
  severity: 'mandatory',
  title: 'API and worker send the key that the plugin daemon compares with',
  rationale:
    'The daemon answers 401 to each call: no plugin can be listed or used, while every health page stays green.',
  remediation: 'Give PLUGIN_DAEMON_KEY (API, worker) and SERVER_KEY (plugin daemon) the same key of the same Secret.',
  source: 'Deployment description 10.2; Dify docker-compose.yaml: SERVER_KEY is made from PLUGIN_DAEMON_KEY',
  examples: {
    bad: { manifests: documents(partText('api', { env: { PLUGIN_DAEMON_KEY: '${SANDBOX_API_KEY}' } }), daemon) },
    good: { manifests: documents(partText('api', { env: { PLUGIN_DAEMON_KEY: '${PLUGIN_DAEMON_KEY}' } }), daemon) },
  },
  mutation: [
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: 'key: PLUGIN_DAEMON_KEY',
      by: 'key: CODE_EXECUTION_API_KEY',
    },
    {
      file: 'compose/docker-compose.yaml',
      replace: 'SERVER_KEY: ${PLUGIN_DAEMON_KEY:?}',
      by: 'SERVER_KEY: ${SANDBOX_API_KEY:?}',
    },
  ],
  find: (input) => keysThatDiffer(input, KEY_PAIRS.pluginDaemon),
};
