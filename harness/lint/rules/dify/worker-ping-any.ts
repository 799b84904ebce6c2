import { celeryPing } from '../../facts/dify/celery-ping.ts';
import { partText } from '../../facts/dify/examples.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

const PING = 'celery -A celery_entrypoint.celery inspect ping -t 10';
const worker = (ping: string) =>
  partText('worker', {
    container: `readinessProbe: { exec: { command: [sh, -c, ${JSON.stringify(ping)}] }, periodSeconds: 60, timeoutSeconds: 60 }`,
  });

export const workerPingAny: Rule = {
  id: 'worker-ping-any',
  claims: ['PRB-2'],
  severity: 'informational',
  title: 'A worker that is probed by a ping is asked by its own name',
  rationale:
    'Without a destination any worker answers: a worker that hangs stays "ready" as long as another one lives.',
  remediation: 'Add -d celery@$HOSTNAME (through sh -c, which fills the name in).',
  source: 'Celery, "Workers Guide": ping, --destination; Dify docker-compose.yaml: health check of the worker',
  examples: { bad: { manifests: worker(PING) }, good: { manifests: worker(`${PING} -d celery@$HOSTNAME`) } },
  mutation: [
    {
      file: 'manifests/dify/21-worker.yaml',
      replace:
        '              command: [python3, /opt/probes/ready.py]\n            periodSeconds: 20\n            timeoutSeconds: 15\n',
      by: `              command: [sh, -c, ${PING}]\n            periodSeconds: 60\n            timeoutSeconds: 60\n`,
    },
  ],
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
