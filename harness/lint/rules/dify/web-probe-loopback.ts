import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt, isAbsent, textOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const webProbeLoopback: Rule = {
  id: 'web-probe-loopback',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'The web server listens on 127.0.0.1 if a probe connects there',
  rationale:
    'It listens on $HOSTNAME, which in a pod is the pod name, and thus only on the pod IP. Service and Ingress work, but the probe always fails and the pod is restarted.',
  remediation: 'Set HOSTNAME: 0.0.0.0 on the web server, or probe with httpGet.',
  source: 'langgenius/dify #15022; Next.js standalone server: listens on HOSTNAME',
  needs: 'web',
  *find(input) {
    for (const { environment, kind, path, command } of probesOf(input, ['web'])) {
      if (!/\b(127\.0\.0\.1|localhost)\b/.test(command)) continue;
      const host = textOf(environment, 'HOSTNAME');
      if (
        host === undefined ? !isAbsent(input, environment, 'HOSTNAME') : /^(0\.0\.0\.0|::|127\.|localhost)/.test(host)
      )
        continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'exec', 'command']), {
        message: `${kind} of web connects to 127.0.0.1, where nothing listens`,
        cause: host ? `HOSTNAME is ${host}` : 'HOSTNAME is not set, so it defaults to the pod name',
        remedy: 'set HOSTNAME: 0.0.0.0, or probe with httpGet',
      });
    }
  },
};
