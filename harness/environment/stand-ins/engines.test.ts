import { describe, expect, test } from 'vitest';
import { leanedOn } from '../../core/model/ledger.ts';
import type { EngineOptions, StandInHost } from './host.ts';
import { milvus } from './milvus.ts';
import { outside } from './outside-world.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import { s3 } from './s3.ts';
import type { StandIn } from './types.ts';

const image = { tag: 'dify-e2e/engine:abc', source: 'packages' } as const;
const engines: StandIn[] = [
  postgres({ image, user: 'dify', password: 'db-password', databases: ['dify', 'dify_plugin'], port: 5433 }),
  redis({ image, password: 'redis-password', port: 6380 }),
  milvus({ image, port: 19530 }),
  s3({ image, accessKey: 'access-key', secretKey: 's3-secret-key', bucket: 'dify', region: 'us-east-1', port: 9001 }),
  outside({ image, host: 'outside.example' }),
];

/** @returns what the engine's container would be started with. */
async function startedWith(engine: StandIn) {
  const asked: EngineOptions[] = [];
  const host = {
    run: async (options: EngineOptions) => {
      asked.push(options);
      return { getId: () => `id-${options.name}` };
    },
    endpoint: (port: number) => ({ host: '127.0.0.1', port: port + 10_000 }),
  } as unknown as StandInHost;
  const started = await engine.start(host);
  return { started, options: asked[0], asked };
}

describe.each(engines.map((engine) => [engine.name, engine] as const))('the stand-in %s', (name, engine) => {
  test('is one container from the given image, reached on the loopback', async () => {
    const { started, asked } = await startedWith(engine);
    expect(asked).toMatchObject([{ image: image.tag }]);
    expect(started).toMatchObject({
      containerId: `id-${name}`,
      endpoint: { host: '127.0.0.1', port: (engine.ports[0] ?? 0) + 10_000 },
    });
  });

  test('says in the ledger how it differs, so that nothing is proven of the real server, and no secret', async () => {
    const { ledger } = (await startedWith(engine)).started;
    expect(ledger.differences.length).toBeGreaterThan(0);
    expect(leanedOn([name], [ledger])).toEqual([name]);
    expect(JSON.stringify(ledger)).not.toMatch(/password"|db-password|redis-password|secret-key|access-key/);
  });

  test('that cannot be reached is not verified', async () => {
    const { started } = await startedWith(engine);
    await expect(started.verify()).rejects.toThrow();
  }, 30_000);
});

test('each listens where production does, and asks for its password', async () => {
  const [pg, cache, , storage] = await Promise.all(engines.map(async (engine) => (await startedWith(engine)).options));
  expect(pg?.environment).toMatchObject({ PGPORT: '5433', POSTGRES_USER: 'dify', POSTGRES_PASSWORD: 'db-password' });
  expect(cache?.command?.join(' ')).toMatch(/--port 6380 --requirepass redis-password/);
  expect(storage?.command?.join(' ')).toContain(':9001');
  expect(storage?.environment).toMatchObject({ MINIO_ROOT_USER: 'access-key', MINIO_ROOT_PASSWORD: 's3-secret-key' });
});
