import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeUsesHead: Rule = {
  id: 'probe-uses-head',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'Probes of sandbox and plugin daemon use GET',
  rationale: 'Both answer HEAD with 404: the probe fails although the component is healthy, and the pod is restarted.',
  remediation: 'Use httpGet, or remove -I, --head and --spider.',
  source: 'dify-sandbox 0.2.15 and dify-plugin-daemon 0.5.3, tested with HEAD',
  *find(input) {
    for (const { part, environment, kind, path, command } of probesOf(input, ['sandbox', 'plugin-daemon'])) {
      if (!/\bcurl\b.*\s(-[a-zA-Z]*I|--head\b)|\bwget\b.*\s--spider\b/.test(command)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'exec', 'command']), {
        message: `${kind} of ${part} uses HEAD`,
        cause: `${part} only supports GET and answers 404`,
        remedy: 'use httpGet',
      });
    }
  },
};
