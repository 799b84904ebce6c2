import { declaredLimit } from '../../facts/dify/declared-limit.ts';
import { type ClientShare, clientShares } from '../../facts/dify/redis-clients.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const MAX_CLIENTS = /maxclients[\s='"]+(\d+)/;
/** Of Redis itself (redis.conf). */
const DEFAULT = 10_000;

export const redisClients: Rule = {
  id: 'redis-clients',
  claims: ['EXT-1', 'REP-1'],
  severity: 'recommended',
  title: 'The clients of all pods fit into maxclients of Redis',
  rationale:
    'Every request and every task may hold a connection, and Celery keeps a pool to its broker in each process. Above maxclients Redis refuses: "ERR max number of clients reached", first under load and while a new release is rolled out.',
  remediation: 'Raise maxclients, or set REDIS_MAX_CONNECTIONS.',
  source: 'Redis, "Redis clients handling": maxclients; Celery, "Configuration and defaults": broker_pool_limit',
  *find(input) {
    const shares = clientShares(input);
    if (!shares) {
      yield { kind: 'not-evaluated', message: 'the number of processes or connections is filled in at deploy time' };
      return;
    }
    if (shares.length === 0) return;
    const sum = (podsOf: (share: ClientShare) => number): number =>
      shares.reduce((total, share) => total + podsOf(share) * share.most, 0);
    const [most, rollout] = [sum(({ pods }) => pods), sum(({ pods, surge }) => pods + surge)];
    const limit = declaredLimit(input, 'redis', MAX_CLIENTS, 'redisClients');
    const text = shares.map((share) => share.text).join(' + ');
    if (limit && rollout > limit.count) {
      yield findingAt(limit.at, {
        message: `the pods open up to ${most} connections to Redis, and ${rollout} during a roll-out, but it allows ${limit.count}`,
        cause: `${text} = ${most}`,
        remedy: `set maxclients to ${Math.ceil((rollout + 32) / 100) * 100} or more`,
      });
      return;
    }
    const known = limit ? `${limit.count} that it allows` : `${DEFAULT} that Redis allows by default`;
    yield {
      kind: 'remark',
      message: `Redis gets up to ${most} clients, of ${known}: ${text}; up to ${rollout} during a roll-out of all parts`,
    };
  },
};
