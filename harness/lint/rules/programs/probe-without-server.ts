import { probeRequests } from '../../facts/dify/probe-requests.ts';
import { nameIn } from '../../facts/dify/settings.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const probeWithoutServer: Rule = {
  id: 'probe-without-server',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'Worker and beat are not probed over the network',
  rationale:
    'They run Celery and listen on no port. The connection is refused every time: kubelet restarts the worker in a loop, and each restart interrupts the tasks that it has taken.',
  remediation:
    "Use an exec probe: one that looks for the Celery process, or celery inspect ping with the worker's own destination.",
  source: 'Dify api/docker/entrypoint.sh (0.15.3 to 1.16.0): MODE=worker and MODE=beat start celery, not gunicorn',
  *find(input) {
    for (const { environment, program, kind, how, port, at } of probeRequests(input)) {
      if (program !== 'worker' && program !== 'beat') continue;
      const what = how === 'exec' ? `connects to port ${port} of its own pod` : `sends ${how} to port ${port}`;
      yield findingIn(environment.workload.entry, at, {
        message: `${kind} of ${nameIn(environment)} ${what}, but it runs Celery ${program} and listens on no port`,
        cause: 'the probe was copied from the API, which runs the same image',
        remedy:
          program === 'worker'
            ? 'use exec: [bash, -c, "celery -A app.celery inspect ping -d celery@$HOSTNAME"] with timeoutSeconds: 30'
            : 'remove the probe: Celery beat ends when it fails, and is then restarted',
        proof: `connect to ${how === 'exec' ? 'localhost' : 'the pod'}:${port} → connection refused`,
      });
    }
  },
};
