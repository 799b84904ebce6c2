import { findingAt, partsIn, plainText } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const pluginDaemonReplicas: Rule = {
  id: 'plugin-daemon-replicas',
  claims: ['REP-1', 'STO-2'],
  severity: 'mandatory',
  title: 'The plugin daemon has one replica',
  rationale:
    'In local mode it stores and runs plugins itself: a plugin installed by one replica is missing on the other ("no available node, plugin not found"), and with a shared volume each replica starts all plugins.',
  remediation: 'Set replicas: 1 and strategy: Recreate.',
  source: 'langgenius/dify-plugin-daemon #87, #184: standalone in local mode',
  needs: 'plugin-daemon',
  *find(input) {
    for (const daemon of partsIn(input, 'plugin-daemon')) {
      const replicas = daemon.workload.replicas ?? 1;
      // In serverless mode plugins run elsewhere.
      if (replicas < 2 || plainText(daemon, 'PLATFORM') === 'serverless') continue;
      yield findingAt(placeIn(daemon.workload.entry, ['spec', 'replicas']), {
        message: `the plugin daemon has ${replicas} replicas`,
        cause: 'it was scaled like API and web, but each replica keeps its own plugins',
        remedy: 'set replicas: 1',
      });
    }
  },
};
