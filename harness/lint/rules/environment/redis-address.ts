import { portOf, urlOf } from '../../facts/environment/addresses.ts';
import { API_AND_WORKER, WITH_DATABASE, whole } from '../../facts/environment/external.ts';
import { judgeFacts } from '../../facts/environment/judge-facts.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

export const redisAddress: Rule = {
  id: 'redis-address',
  claims: ['EXT-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'API, worker and plugin daemon use the Redis server that Compose and the config name',
  rationale:
    'Redis keeps sessions, locks and the queue. With another server, users are logged out, jobs wait in a queue that nobody consumes, and the plugin daemon does not start.',
  remediation:
    'Set REDIS_HOST and REDIS_PORT to the host and port of external.redis, and point CELERY_BROKER_URL to the same server.',
  source: 'Deployment description 10.3; Dify, docker/.env.example',
  needs: 'config',
  *find(input) {
    const server = input.expected.external?.redis;
    if (!server) return;
    const { host, port } = server;
    const broker = {
      ...whole('CELERY_BROKER_URL', API_AND_WORKER, 'external.redis.host', host),
      applies: hasNoCache,
    };
    yield* judgeFacts(input, [
      whole('REDIS_HOST', WITH_DATABASE, 'external.redis.host', host),
      whole('REDIS_PORT', WITH_DATABASE, 'external.redis.port', String(port)),
      { ...broker, read: (value) => urlOf(value)?.host, label: 'the host of CELERY_BROKER_URL' },
      {
        ...broker,
        read: portText,
        label: 'the port of CELERY_BROKER_URL',
        setting: 'external.redis.port',
        promised: () => String(port),
      },
    ]);
  },
};

function portText(value: string): string | undefined {
  const url = urlOf(value);
  const port = url && portOf(url);
  return port === undefined ? undefined : String(port);
}

/** If the cache is known, broker-host-differs compares the broker with it. */
const hasNoCache = ({ variables }: ContainerEnvironment): boolean =>
  !variables.get('REDIS_HOST')?.value && variables.has('CELERY_BROKER_URL');
