import { brokerClients, brokerNodes, type RedisClient, redisClients } from '../../facts/dify/redis-forms.ts';
import { findingAt, isSeen, nameIn } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Place, Rule } from '../../rule.ts';

interface Other {
  readonly at: Place;
  readonly name: string;
  readonly what: string;
}

const EFFECT = {
  sentinel:
    'after a failover they still talk to the old master, which then refuses writes: tasks and plugins stop while the cache works on',
  cluster: 'Celery and the plugin daemon know no Redis Cluster: a node answers MOVED or CROSSSLOT for most keys',
};

export const redisTopologyDiffers: Rule = {
  id: 'redis-topology-differs',
  claims: ['EXT-2', 'SVC-2'],
  severity: 'recommended',
  title: 'Cache, broker and plugin daemon reach Redis in the same way: plain, through Sentinel, or as a cluster',
  rationale:
    'REDIS_USE_SENTINEL is only for the cache of API and worker. Celery has CELERY_USE_SENTINEL and a sentinel:// URL of its own, and the plugin daemon its own REDIS_USE_SENTINEL. What is left out stays on one server, which a failover makes read-only.',
  remediation:
    'Use Sentinel in all of them, or in none. A Redis Cluster can only serve the cache: give broker and plugin daemon a plain Redis.',
  source:
    'Dify api/extensions/ext_redis.py, ext_celery.py; dify-plugin-daemon internal/types/app/config.go: REDIS_USE_SENTINEL, no cluster; Celery, "Backends and Brokers": no Redis Cluster',
  *find(input) {
    // Without a list of nodes the program does not start, which redis-topology-incomplete reports.
    const clients = redisClients(input).filter(({ form, nodes }) => form === 'plain' || nodes.length > 0);
    const cache = clients.find(({ program, form }) => program !== 'plugin-daemon' && form !== 'plain');
    if (cache) yield* judgeCache(input, cache, clients);
    else yield* judgeDaemon(clients);
  },
};

function* judgeCache(input: LintInput, cache: RedisClient, clients: readonly RedisClient[]): Iterable<Outcome> {
  const [first, ...others] = [...daemons(cache, clients), ...brokers(input, cache)];
  const form = cache.form === 'cluster' ? 'cluster' : 'sentinel';
  if (!first || !cache.variable) return;
  const names = [first, ...others].map(({ name }) => name);
  yield findingAt(cache.variable.definedAt, {
    message: `${nameIn(cache.environment)} reaches Redis ${form === 'cluster' ? 'as a cluster' : 'through Sentinel'}, but ${[...new Set(names)].join(' and ')} as a single server`,
    cause: EFFECT[form],
    remedy:
      form === 'cluster'
        ? 'give them a Redis that is no cluster'
        : [...new Set([first, ...others].map(({ what }) => what))].join('; '),
    related: [first, ...others].map(({ at, name }) => ({ at, message: `${name} is configured here` })),
    ...(form === 'cluster' ? { severity: 'mandatory' as const } : {}),
  });
}

/** A cluster's node given as the only server breaks at once; another server is fine. */
function daemons(cache: RedisClient, clients: readonly RedisClient[]): Other[] {
  return clients.flatMap(({ program, form, variable, environment }) => {
    if (program !== 'plugin-daemon' || form !== 'plain') return [];
    if (cache.form === 'cluster' && !isNode(cache, `${variable?.value}:`)) return [];
    const what = 'set REDIS_USE_SENTINEL, REDIS_SENTINELS and REDIS_SENTINEL_SERVICE_NAME for the plugin daemon';
    return [{ at: variable?.definedAt ?? absentPlace(environment, 'REDIS_HOST'), name: 'the plugin daemon', what }];
  });
}

function brokers(input: LintInput, cache: RedisClient): Other[] {
  const seen = new Set<string>();
  return brokerClients(input).flatMap((broker) => {
    const { url, scheme, useSentinel } = broker;
    if (!scheme.startsWith('redis') || useSentinel || isSeen(seen, url.definedAt)) return [];
    if (cache.form === 'cluster' && !brokerNodes(broker).some((node) => isNode(cache, node))) return [];
    const what = 'set CELERY_USE_SENTINEL, CELERY_SENTINEL_MASTER_NAME and a sentinel:// CELERY_BROKER_URL';
    return [{ at: url.definedAt, name: 'the broker', what }];
  });
}

const isNode = ({ nodes }: RedisClient, start: string): boolean => nodes.some((node) => node.startsWith(start));

/** The other way round: only the plugin daemon goes through Sentinel. */
function* judgeDaemon(clients: readonly RedisClient[]): Iterable<Outcome> {
  const daemon = clients.find(({ program, form }) => program === 'plugin-daemon' && form === 'sentinel');
  const plain = clients.find(({ program, form }) => program !== 'plugin-daemon' && form === 'plain');
  if (!daemon?.variable || !plain?.variable) return;
  yield findingAt(daemon.variable.definedAt, {
    message: `the plugin daemon reaches Redis through Sentinel, but ${nameIn(plain.environment)} as a single server`,
    cause: 'after a failover API and worker still talk to the old master, which then refuses writes',
    remedy: 'set REDIS_USE_SENTINEL, REDIS_SENTINELS and REDIS_SENTINEL_SERVICE_NAME for API and worker, too',
    related: [{ at: plain.variable.definedAt, message: 'the single server' }],
  });
}
