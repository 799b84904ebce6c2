import { type RedisClient, redisClients } from '../../facts/dify/redis-forms.ts';
import { findingAt, isAbsent, isSeen, nameIn } from '../../facts/dify/settings.ts';
import { absentPlace } from '../../facts/environment/places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

const NEEDED = {
  sentinel: {
    list: 'REDIS_SENTINELS',
    others: ['REDIS_SENTINEL_SERVICE_NAME'],
    example: 'sentinel-0:26379,sentinel-1:26379',
  },
  cluster: { list: 'REDIS_CLUSTERS', others: [], example: 'redis-0:6379,redis-1:6379' },
} as const;

export const redisTopologyIncomplete: Rule = {
  id: 'redis-topology-incomplete',
  claims: ['EXT-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'Redis Sentinel and Redis Cluster are configured completely, and every node as host:port',
  rationale:
    'With REDIS_USE_SENTINEL or REDIS_USE_CLUSTERS the programs read the list of nodes when they start. Without it, or with a node without a port, they exit: CrashLoopBackOff with a ValueError or IndexError.',
  remediation:
    'Set REDIS_SENTINELS and REDIS_SENTINEL_SERVICE_NAME, or REDIS_CLUSTERS, to host:port pairs separated by commas.',
  source:
    'Dify api/extensions/ext_redis.py: _create_sentinel_client, _create_cluster_client; dify-plugin-daemon internal/core/plugin_manager/manager.go',
  *find(input) {
    const seen = new Set<string>();
    for (const client of redisClients(input)) {
      for (const outcome of faultsOf(input, client)) {
        if (outcome.kind === 'finding' && !isSeen(seen, outcome.at)) yield outcome;
      }
    }
  },
};

function* faultsOf(input: LintInput, { environment, form, variable, nodes }: RedisClient): Iterable<Outcome> {
  if (form === 'plain' || !variable) return;
  const { list, others, example } = NEEDED[form];
  const missing = [list, ...others].filter((name) => isAbsent(input, environment, name));
  if (missing.length > 0) {
    const [first = list] = missing;
    yield findingAt(
      environment.variables.get(first)?.definedAt ?? variable.definedAt ?? absentPlace(environment, first),
      {
        message: `${nameIn(environment)} sets ${variable.name}, but not ${missing.join(' and ')}`,
        cause: 'only the switch was set; REDIS_HOST is not read then',
        remedy: `set ${missing.map((name) => (name === list ? `${name}, such as ${example}` : name)).join(' and ')}`,
      },
    );
  }
  const wrong = nodes.filter((node) => !/^[^\s:]+:\d+$/.test(node));
  const written = environment.variables.get(list);
  if (wrong.length === 0 || !written) return;
  yield findingAt(written.definedAt, {
    message: `${list} has ${wrong.length === 1 ? 'a node' : 'nodes'} that can't be read: ${wrong.map((node) => `"${node}"`).join(', ')}`,
    cause: 'Dify splits the list at commas and each node at its colon, without trimming',
    remedy: `write host:port pairs without spaces: ${example}`,
  });
}
