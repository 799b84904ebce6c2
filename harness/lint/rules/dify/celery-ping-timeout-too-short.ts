import { celeryPing, pingSeconds } from '../../facts/dify/celery-ping.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** The command loads all of Dify before it asks. */
const LOADING = 10;
export const celeryPingTimeoutTooShort: Rule = {
  id: 'celery-ping-timeout-too-short',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'A probe that pings Celery has the time to do so',
  rationale:
    'The command loads all of Dify and then waits for answers. kubelet cuts it off before: the worker is never ready, or is killed again and again, while it works.',
  remediation: "Set timeoutSeconds to 30 or more, as Dify's own health check does, and periodSeconds to no less.",
  source: 'Dify docker-compose.yaml (1.14): timeout 30s; Celery, inspect --timeout',
  *find(input) {
    for (const { environment, kind, probe: found, path, command } of probesOf(input, ['worker'])) {
      const ping = celeryPing(command);
      const { timeoutSeconds = 1 } = found;
      if (ping === undefined || timeoutSeconds > Math.max(LOADING, pingSeconds(ping))) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'timeoutSeconds']), {
        message: `${kind} of worker ends its ping after ${timeoutSeconds} s`,
        cause: `the ping itself waits up to ${pingSeconds(ping)} s, after it has loaded all of Dify`,
        remedy: 'write timeoutSeconds: 30 or more',
      });
    }
  },
};
