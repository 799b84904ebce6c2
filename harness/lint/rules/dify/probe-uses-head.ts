import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const probeUsesHead: Rule = {
  id: 'probe-uses-head',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'Probes of sandbox and plugin daemon ask with GET',
  rationale: 'Both answer 404 to HEAD: the probe fails though the part is well, and the pod is killed.',
  remediation: 'Probe with httpGet; or leave out -I, --head and --spider.',
  source: 'dify-sandbox 0.2.15 and dify-plugin-daemon 0.5.3, asked with HEAD',
  *find(input) {
    for (const { part, environment, kind, path, command } of probesOf(input, ['sandbox', 'plugin-daemon'])) {
      if (!/\bcurl\b.*\s(-[a-zA-Z]*I|--head\b)|\bwget\b.*\s--spider\b/.test(command)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'exec', 'command']), {
        message: `${kind} of ${part} asks with HEAD`,
        cause: `${part} knows GET only, and answers 404`,
        remedy: 'probe with httpGet',
      });
    }
  },
};
