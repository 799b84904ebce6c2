import { celeryPing } from '../../facts/dify/celery-ping.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const celeryPingWithoutDestination: Rule = {
  id: 'celery-ping-without-destination',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'A Celery ping probe addresses only the worker in its own pod',
  rationale:
    'Without a destination any worker can answer: a hung worker stays "ready" as long as another one is alive.',
  remediation: 'Add -d celery@$HOSTNAME (through sh -c, which expands the variable).',
  source: 'Celery, "Workers Guide": ping, --destination; Dify docker-compose.yaml: health check of the worker',
  *find(input) {
    for (const { environment, kind, path, command } of probesOf(input, ['worker'])) {
      const ping = celeryPing(command);
      if (ping === undefined || /\s(-d|--destination)\b/.test(ping)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'exec', 'command']), {
        message: `${kind} of worker pings all workers and accepts any reply`,
        cause: "it is Dify's own health check, which sets no destination",
        remedy: 'add -d celery@$HOSTNAME',
      });
    }
  },
};
