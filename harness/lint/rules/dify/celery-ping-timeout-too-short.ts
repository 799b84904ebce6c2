import { celeryPing, pingSeconds } from '../../facts/dify/celery-ping.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** The command loads all of Dify before it sends the ping. */
const LOADING = 10;
export const celeryPingTimeoutTooShort: Rule = {
  id: 'celery-ping-timeout-too-short',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'A probe that pings Celery has enough time to finish',
  rationale:
    'The command loads all of Dify and then waits for replies. With a short timeout kubelet kills it first: a healthy worker is never ready, or is restarted in a loop.',
  remediation:
    "Set timeoutSeconds to 30 or more, as Dify's own health check does, and periodSeconds to at least the same value.",
  source: 'Dify docker-compose.yaml (1.14): timeout 30s; Celery, inspect --timeout',
  *find(input) {
    for (const { environment, kind, probe: found, path, command } of probesOf(input, ['worker'])) {
      const ping = celeryPing(command);
      const { timeoutSeconds = 1 } = found;
      if (ping === undefined || timeoutSeconds > Math.max(LOADING, pingSeconds(ping))) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'timeoutSeconds']), {
        message: `${kind} of worker times out after ${timeoutSeconds} s, before its ping can finish`,
        cause: `the ping first loads all of Dify and then waits up to ${pingSeconds(ping)} s for replies`,
        remedy: 'set timeoutSeconds to 30 or more',
      });
    }
  },
};
