import { brokersOf, isCacheRedis } from '../../facts/dify/broker-url.ts';
import { findingAt, placeOf, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const brokerTlsDiffers: Rule = {
  id: 'broker-tls-differs',
  claims: ['EXT-2'],
  severity: 'mandatory',
  title: 'Cache and broker agree on whether Redis speaks TLS',
  rationale:
    'A port of Redis speaks TLS or it does not: one of the two connections fails, logins (cache) or tasks (broker).',
  remediation: 'Write rediss:// together with REDIS_USE_SSL=true, redis:// together with false.',
  source: 'Dify api/extensions/ext_celery.py, ext_redis.py: TLS follows the scheme and REDIS_USE_SSL, each alone',
  *find(input) {
    for (const broker of brokersOf(input)) {
      if (isCacheRedis(broker) !== true) continue;
      const cache = /^(true|1|yes|on|t|y)$/i.test(plainText(broker.environment, 'REDIS_USE_SSL') ?? 'false');
      const tls = broker.scheme === 'rediss';
      if (tls === cache) continue;
      yield findingAt(placeOf(broker.variable), {
        message: `CELERY_BROKER_URL begins with ${broker.scheme}://, and REDIS_USE_SSL is ${cache}`,
        cause: 'one of the two was changed alone; both are for the same Redis',
        remedy: cache ? 'write rediss:// if that Redis speaks TLS' : 'write redis://, or set REDIS_USE_SSL to "true"',
      });
    }
  },
};
