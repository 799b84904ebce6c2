import { brokersOf, isCacheRedis } from '../../facts/dify/broker-url.ts';
import { findingAt, placeOf, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const brokerHostDiffers: Rule = {
  id: 'broker-host-differs',
  claims: ['EXT-2'],
  severity: 'informational',
  title: 'Cache and broker are on the same Redis',
  rationale:
    'Dify allows two, yet one that was forgotten in a move looks just like this: the cache is the new Redis, the queue the old one.',
  remediation: 'Name the same host and port in CELERY_BROKER_URL and in REDIS_HOST, REDIS_PORT, unless two are meant.',
  source: 'Deployment description 10.3: Redis, cache and broker, on one host',
  *find(input) {
    for (const broker of brokersOf(input)) {
      if (isCacheRedis(broker) !== false) continue;
      const port = textOf(broker.environment, 'REDIS_PORT') ?? '6379';
      yield findingAt(placeOf(broker.variable), {
        message: `the broker is on ${broker.host}:${broker.port}, the cache on ${textOf(broker.environment, 'REDIS_HOST')}:${port}`,
        cause: 'one of the two addresses was changed alone, or two Redis are meant',
        remedy: 'write the same address into both, or record in the config that it is meant (lint.exceptions)',
      });
    }
  },
};
