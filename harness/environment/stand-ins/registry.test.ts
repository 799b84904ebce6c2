import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Config, loadConfig } from '../../core/config/index.ts';
import { configSchema } from '../../core/config/schema.ts';
import type { StandInModule } from './types.ts';

/** A stand-in that exists as an entry in the registry and as its own module, and nowhere else. */
vi.mock('../../core/config/stand-ins.ts', async (original) => {
  const real = await original<typeof import('../../core/config/stand-ins.ts')>();
  const external = { ...real.externalSchema.shape, mail: real.STAND_INS.redis.external.optional() };
  const images = { ...real.standInImagesSchema.shape, mail: real.standInImagesSchema.shape.redis.optional() };
  return {
    ...real,
    STAND_IN_NAMES: [...real.STAND_IN_NAMES, 'mail'],
    externalSchema: real.externalSchema.extend(external),
    standInImagesSchema: real.standInImagesSchema.extend(images),
  };
});
vi.mock('../../core/named-module.ts', async (original) => {
  const real = await original<typeof import('../../core/named-module.ts')>();
  const standIn: StandInModule = {
    imageOf: ({ standIns }) => (standIns as { mail?: string }).mail,
    create: ({ image, secret }) => ({
      name: 'mail' as 'redis',
      ports: [25],
      start: () => Promise.reject(new Error(`${image.tag} ${secret('MAIL')}`)),
    }),
    faults: { full: ({ exec }) => exec(['fill']).then(() => new AsyncDisposableStack()) },
  };
  return {
    importNamed: async (base: string, path: string) => (path === './mail' ? { standIn } : real.importNamed(base, path)),
  };
});

const { createStandIns, standInFault, standInImages, standInModule } = await import('./registry.ts');
const { STAND_IN_NAMES } = await import('../../core/config/index.ts');

const { config } = loadConfig('configs/rehearsal.yaml');
const { external, standIns } = config;
const withMail: Config = configSchema.parse({
  ...config,
  external: { ...external, mail: { host: 'mail', port: 25 } },
  standIns: { ...standIns, mail: 'mail:1' },
});
const create = (given: Config) =>
  createStandIns({
    config: given,
    secret: (name) => `secret ${name}`,
    image: (ref) => ({ tag: ref, source: 'archive' }),
  });

test('a stand-in is added by an entry in the registry and its own module', async () => {
  expect(await standInImages(withMail)).toContain('mail:1');
  const mail = (await create(withMail)).at(-1);
  expect(mail).toMatchObject({ name: 'mail', ports: [25] });
  await expect(mail?.start({} as never)).rejects.toThrow('mail:1 secret MAIL');
  const ran: string[] = [];
  const means = {
    source: 'packages' as const,
    exec: async (argv: readonly string[]) => void ran.push(...argv),
    inApiPod: async () => undefined,
  };
  await (await standInFault('mail' as 'redis', 'full'))(means);
  expect(ran).toEqual(['fill']);
});

test('a run starts those that its config names, in the order of the registry', async () => {
  const named = STAND_IN_NAMES.filter((name) => name === 'outside-world' || name in config.standIns);
  expect((await create(config)).map(({ name }) => name)).toEqual(named);
  const { outside: _, ...without } = config;
  expect((await create(without)).map(({ name }) => name)).not.toContain('outside-world');
});

test('one that does not support a fault says which it supports', async () => {
  await expect(standInFault('redis', 'full')).rejects.toMatchObject({
    code: 'FAULT_UNSUPPORTED',
    likely: 'it supports paused',
  });
  for (const name of ['s3', 'milvus'] as const)
    expect(Object.keys((await standInModule(name)).faults ?? {})).toEqual(['full']);
});

test('every stand-in of the registry has its file', () => {
  const files = readdirSync(import.meta.dirname);
  for (const name of STAND_IN_NAMES.slice(0, -1)) expect(files).toContain(`${name}.ts`);
});
