import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { externalOf } from '../../core/config/index.ts';
import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import type { StandIn, StandInImage, StandInModule } from './types.ts';

export interface RedisOptions {
  readonly image: StandInImage;
  readonly password: string;
  readonly port: number;
}

export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.redis,
  create: ({ config, image, secret }) =>
    redis({ ...externalOf(config.external, 'redis'), image, password: secret('REDIS_PASSWORD') }),
};

/** Redis with a password, without persistence. */
export function redis(options: RedisOptions): StandIn {
  return {
    name: 'redis',
    ports: [options.port],
    async start(host) {
      const container = await host.run({
        name: 'redis',
        image: options.image.tag,
        command: [
          'redis-server',
          '--port',
          String(options.port),
          '--requirepass',
          options.password,
          '--save',
          '',
          '--appendonly',
          'no',
        ],
      });
      const endpoint = host.endpoint(options.port);
      return {
        name: 'redis',
        containerId: container.getId(),
        endpoint,
        ledger: ledgerEntry('redis', options.image, ['one server, no Sentinel or Cluster', 'no TLS', 'no persistence']),
        verify: () => verify(endpoint, options.password),
      };
    },
  };
}

async function verify(endpoint: Endpoint, password: string): Promise<string> {
  const client = new Redis({
    ...endpoint,
    password,
    lazyConnect: true,
    connectTimeout: 3000,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const key = `dify-e2e:${randomUUID()}`;
    await client.set(key, key);
    const back = await client.getdel(key);
    if (back !== key) throw new Error('data written to Redis could not be read back');
    const info = await client.info('server');
    return `Redis ${/redis_version:(\S+)/.exec(info)?.[1] ?? '(version unknown)'}`;
  } finally {
    client.disconnect();
  }
}
