import { brokersOf, isCacheRedis } from '../../facts/dify/broker-url.ts';
import { findingAt, placeOf, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const brokerTlsDiffers: Rule = {
  id: 'broker-tls-differs',
  claims: ['EXT-2'],
  severity: 'mandatory',
  title: 'Cache and broker agree on whether Redis uses TLS',
  rationale:
    'A Redis port either speaks TLS or does not, so one of the two connections fails: the cache (logins) or the broker (tasks).',
  remediation: 'Use rediss:// with REDIS_USE_SSL=true, and redis:// with false.',
  source:
    'Dify api/extensions/ext_celery.py, ext_redis.py: the scheme and REDIS_USE_SSL each set TLS for their own connection',
  needs: 'api',
  *find(input) {
    for (const broker of brokersOf(input)) {
      if (isCacheRedis(broker) !== true) continue;
      const cache = /^(true|1|yes|on|t|y)$/i.test(plainText(broker.environment, 'REDIS_USE_SSL') ?? 'false');
      const tls = broker.scheme === 'rediss';
      if (tls === cache) continue;
      yield findingAt(placeOf(broker.variable), {
        message: `CELERY_BROKER_URL starts with ${broker.scheme}://, but REDIS_USE_SSL is ${cache}`,
        cause: 'only one of the two was changed; both connect to the same Redis',
        remedy: cache ? 'use rediss:// if that Redis uses TLS' : 'use redis://, or set REDIS_USE_SSL to "true"',
      });
    }
  },
};
