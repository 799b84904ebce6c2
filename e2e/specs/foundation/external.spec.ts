import { randomUUID } from 'node:crypto';
import { brief, hasPart, jsonOf } from '../../../harness/index.ts';
import { callers, elsewhere } from '../../clients/cluster/promised-address.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const observe = {
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['deployments-ready', 'outside-names-end-at-stand-ins', 'service-ports'],
} as const;
const daemonKey = { 'X-Api-Key': '${PLUGIN_DAEMON_KEY}' };

test(
  'API, worker and plugin daemon can log in to Postgres with their own settings, at the promised address',
  check({
    ...observe,
    id: 'postgres-reached',
    requires: ['api', 'postgres'],
    claims: ['EXT-1'],
    needs: ['postgres', 'dify-api', 'dify-plugin-daemon'],
    faults: [{ kind: 'environment', part: 'worker', set: { DB_USERNAME: 'nobody' } }],
    remediation:
      "Compare DB_HOST, DB_PORT, DB_USERNAME, DB_DATABASE and the Secret's DB_PASSWORD with the server; see the server's log.",
  }),
  async ({ env, inPod, podHttp, note }) => {
    const promised = env.config.external.postgres;
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const found = await inPod<{ host: string; port: number; database: string; user: string; server: string }>(
        part,
        'reach_postgres.py',
      );
      note(`${part}: ${found.user} in database ${found.database} of ${found.server.split(' on ')[0]}`);
      problems.push(
        ...elsewhere(
          `${part}: Postgres`,
          [found.host, found.port, found.database, found.user],
          promised && [promised.host, promised.port, promised.databases[0], promised.user],
        ),
      );
    }
    if (!hasPart(env.config, 'plugin-daemon')) return expectNone(problems);
    const list = `\${PLUGIN_DAEMON_URL}/plugin/${randomUUID()}/management/list?page=1&page_size=1`;
    const answer = await podHttp('api', list, { headers: daemonKey });
    if (jsonOf(answer).code !== 0) problems.push(`the plugin daemon cannot read its database: ${brief(answer)}`);
    expectNone(problems);
  },
);

test(
  'API, worker and plugin daemon can reach Redis with their own settings, as cache and as broker',
  check({
    ...observe,
    id: 'redis-reached',
    requires: ['api', 'redis'],
    claims: ['EXT-2'],
    needs: ['redis', 'dify-api', 'dify-plugin-daemon'],
    faults: [{ kind: 'stand-in-paused', standIn: 'redis' }],
    remediation:
      'Compare REDIS_HOST, REDIS_PORT, REDIS_PASSWORD and the password in CELERY_BROKER_URL with the server.',
  }),
  async ({ env, inPod, podHttp, note }) => {
    const server = env.config.external.redis;
    const promised = server && [server.host, server.port];
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const { cache, broker } = await inPod<{ cache: unknown[]; broker: unknown[] }>(part, 'reach_redis.py');
      note(`${part}: cache is database ${cache[2]}, broker is database ${broker[2]}`);
      problems.push(...elsewhere(`${part}: the cache`, cache.slice(0, 2), promised));
      problems.push(...elsewhere(`${part}: the broker`, broker.slice(0, 2), promised));
    }
    if (!hasPart(env.config, 'plugin-daemon')) return expectNone(problems);
    const key = `\${PLUGIN_DAEMON_URL}/plugin/${randomUUID()}/debugging/key`;
    const answer = await podHttp('api', key, { method: 'POST', headers: daemonKey });
    if (jsonOf(answer).code !== 0) problems.push(`the plugin daemon cannot write to Redis: ${brief(answer)}`);
    expectNone(problems);
  },
);
