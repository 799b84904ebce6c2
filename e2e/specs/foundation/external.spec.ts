import { randomUUID } from 'node:crypto';
import { brief, type Config, hasPart, jsonOf } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const observe = {
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['deployments-ready', 'outside-names-end-at-stand-ins', 'service-ports'],
} as const;
const callers = (config: Config) => (['api', 'worker'] as const).filter((part) => hasPart(config, part));
const daemonKey = { 'X-Api-Key': '${PLUGIN_DAEMON_KEY}' };

/** @returns a problem if the container is configured for another address than the promised one; a store inside the set has none. */
function elsewhere(who: string, found: readonly unknown[], promised: readonly unknown[] | undefined): string[] {
  return promised === undefined || found.join(':') === promised.join(':')
    ? []
    : [`${who} is configured as ${found.join(':')}, promised is ${promised.join(':')}`];
}

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

test(
  'API and worker can reach Milvus with their own settings, at the promised address',
  check({
    ...observe,
    id: 'milvus-reached',
    requires: ['api', 'vectors:milvus'],
    claims: ['EXT-3'],
    needs: ['milvus', 'dify-api'],
    faults: [{ kind: 'stand-in-paused', standIn: 'milvus' }],
    remediation: 'Compare MILVUS_URI, MILVUS_USER and MILVUS_DATABASE with the server; VECTOR_STORE must be milvus.',
  }),
  async ({ env, inPod, note }) => {
    const server = env.config.external.milvus;
    const promised = server && [server.host, server.port];
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const { uri, version } = await inPod<{ uri: string; version: string }>(part, 'milvus.py');
      note(`${part}: Milvus ${version}`);
      problems.push(...elsewhere(`${part}: Milvus`, [new URL(uri).host], promised));
    }
    expectNone(problems);
  },
);

test(
  'API and worker can reach the S3 bucket with their own settings, at the promised address',
  check({
    ...observe,
    id: 's3-reached',
    requires: ['api', 's3'],
    claims: ['STO-1'],
    needs: ['s3', 'dify-api'],
    faults: [{ kind: 'stand-in-paused', standIn: 's3' }],
    remediation:
      'Compare S3_ENDPOINT, S3_REGION, S3_BUCKET_NAME and the keys in the Secret with the storage service; STORAGE_TYPE must be s3.',
  }),
  async ({ env, inPod, note }) => {
    const server = env.config.external.s3;
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const found = await inPod<{ endpoint: string; bucket: string; region: string }>(part, 's3.py', {
        action: 'head',
      });
      note(`${part}: bucket ${found.bucket} at ${found.endpoint}`);
      problems.push(
        ...elsewhere(
          `${part}: S3`,
          [new URL(found.endpoint).host, found.bucket, found.region],
          server && [server.host, server.port, server.bucket, server.region],
        ),
      );
    }
    expectNone(problems);
  },
);
