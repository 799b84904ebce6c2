import { brokersOf, isCacheRedis } from '../../facts/dify/broker-url.ts';
import { findingAt, placeOf, textOf } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const brokerDatabaseShared: Rule = {
  id: 'broker-database-shared',
  claims: ['EXT-2'],
  severity: 'informational',
  title: 'Broker and cache use different Redis databases',
  rationale: 'In a shared database, flushing the cache (FLUSHDB) also deletes the queued tasks.',
  remediation: "End CELERY_BROKER_URL with /1, as Dify's Compose file does.",
  source: 'Dify docker/.env.example: REDIS_DB=0, CELERY_BROKER_URL=…/1',
  needs: 'api',
  *find(input) {
    for (const broker of brokersOf(input)) {
      const database = textOf(broker.environment, 'REDIS_DB') ?? '0';
      if (isCacheRedis(broker) !== true || broker.database !== database) continue;
      yield findingAt(placeOf(broker.variable), {
        message: `CELERY_BROKER_URL and REDIS_DB both use database ${database}`,
        cause: 'the URL has no database number, or the one that the cache uses',
        remedy: `end the URL with /${database === '1' ? 2 : 1}`,
      });
    }
  },
};
