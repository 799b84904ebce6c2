import { celeryPing } from '../../facts/dify/celery-ping.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const celeryPingWithoutDestination: Rule = {
  id: 'celery-ping-without-destination',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'A worker that is probed by a ping is asked by its own name',
  rationale:
    'Without a destination any worker answers: a worker that hangs stays "ready" as long as another one lives.',
  remediation: 'Add -d celery@$HOSTNAME (through sh -c, which fills the name in).',
  source: 'Celery, "Workers Guide": ping, --destination; Dify docker-compose.yaml: health check of the worker',
  *find(input) {
    for (const { environment, kind, path, command } of probesOf(input, ['worker'])) {
      const ping = celeryPing(command);
      if (ping === undefined || /\s(-d|--destination)\b/.test(ping)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'exec', 'command']), {
        message: `${kind} of worker asks all workers, and is content with any answer`,
        cause: "it is Dify's own health check, which names no worker",
        remedy: 'add -d celery@$HOSTNAME',
      });
    }
  },
};
