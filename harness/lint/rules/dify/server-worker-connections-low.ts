import { findingAt, isAbsent, partsIn, plainText } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** gunicorn's `--worker-connections` in Dify's image. */
const BUILT_IN = 10;
export const serverWorkerConnectionsLow: Rule = {
  id: 'server-worker-connections-low',
  claims: ['REP-1', 'ENV-2'],
  severity: 'recommended',
  title: "The API accepts more connections than Dify's default of 10",
  rationale:
    'An ingress controller keeps its connections open: with ten idle ones, the next request waits until one of them closes. The API seems to hang, and probes fail as well.',
  remediation: 'Set SERVER_WORKER_CONNECTIONS to "100" or more.',
  source: 'Dify api/docker/entrypoint.sh: --worker-connections; gunicorn, "Settings": worker_connections',
  needs: 'api',
  *find(input) {
    for (const environment of partsIn(input, 'api')) {
      const absent = isAbsent(input, environment, 'SERVER_WORKER_CONNECTIONS');
      const count = Number(absent ? BUILT_IN : plainText(environment, 'SERVER_WORKER_CONNECTIONS'));
      // A sync worker handles one request at a time, whatever the number.
      const isAsync = /^(gevent|eventlet)?$/.test(plainText(environment, 'SERVER_WORKER_CLASS') ?? '');
      if (!isAsync || Number.isNaN(count) || count > BUILT_IN) continue;
      const variable = environment.variables.get('SERVER_WORKER_CONNECTIONS');
      yield findingAt(variable?.definedAt ?? placeIn(environment.workload.entry, environment.placed.path), {
        message: `each server process of the API accepts only ${count} concurrent connections`,
        cause: absent ? 'SERVER_WORKER_CONNECTIONS is not set' : "it is the default of Dify's Compose file",
        remedy: 'set SERVER_WORKER_CONNECTIONS: "100"',
      });
    }
  },
};
