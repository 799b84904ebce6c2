import { brokersOf, isCacheRedis } from '../../facts/dify/broker-url.ts';
import { findingAt, placeOf, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const brokerHostDiffers: Rule = {
  id: 'broker-host-differs',
  claims: ['EXT-2'],
  severity: 'informational',
  title: 'Cache and broker use the same Redis instance',
  rationale:
    'Dify supports two instances, but an incomplete migration looks exactly the same: the cache is on the new Redis and the queue still on the old one.',
  remediation:
    'Use the same host and port in CELERY_BROKER_URL and in REDIS_HOST and REDIS_PORT, unless two instances are intended.',
  source: 'Deployment description 10.3: cache and broker share one Redis host',
  needs: 'api',
  *find(input) {
    for (const broker of brokersOf(input)) {
      if (isCacheRedis(broker) !== false) continue;
      const port = textOf(broker.environment, 'REDIS_PORT') ?? '6379';
      yield findingAt(placeOf(broker.variable), {
        message: `the broker is on ${broker.host}:${broker.port}, the cache on ${textOf(broker.environment, 'REDIS_HOST')}:${port}`,
        cause: 'only one of the two addresses was changed, or two instances are intended',
        remedy: 'use the same address in both, or record in the config that this is intended (lint.exceptions)',
      });
    }
  },
};
