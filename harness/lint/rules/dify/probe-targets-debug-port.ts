import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt, plainText } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeTargetsDebugPort: Rule = {
  id: 'probe-targets-debug-port',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'No probe of the plugin daemon sends HTTP to its debugging port',
  rationale: 'That port does not speak HTTP: the probe fails, and every attempt logs an error with a stack trace.',
  remediation: 'Probe /health/check on port 5002.',
  source: 'dify-plugin-daemon 0.5.3, tested on port 5003',
  needs: 'plugin-daemon',
  *find(input) {
    for (const { environment, kind, probe, path } of probesOf(input, ['plugin-daemon'])) {
      const port = probe.httpGet?.port;
      const named = environment.placed.container.ports?.find(({ name }) => name === port)?.containerPort;
      const debugging = plainText(environment, 'PLUGIN_REMOTE_INSTALLING_PORT') ?? '5003';
      if (port === undefined || String(named ?? port) !== debugging) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'httpGet', 'port']), {
        message: `${kind} of plugin-daemon sends HTTP to port ${debugging}`,
        cause: 'it is for plugins under development and does not speak HTTP',
        remedy: `use port ${input.expected.parts['plugin-daemon'].port ?? 5002}`,
      });
    }
  },
};
