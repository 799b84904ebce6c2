import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { UsageError } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { foldersOf } from './folders.ts';
import { prepare, type RunOptions } from './session.ts';

const RUN = 'unit-test-of-prepare';
const folder = (): string => mkdtempSync(join(tmpdir(), 'session-'));
const loaded = loadConfig('configs/rehearsal.yaml');
const session = (more: Partial<RunOptions> = {}) => prepare({ loaded, profile: 'full', runId: RUN, ...more });

/** Looking at files must not leave a trace, whatever came out. */
afterEach(() => {
  expect(existsSync(foldersOf(RUN).state)).toBe(false);
  expect(existsSync(foldersOf(RUN).report)).toBe(false);
});

describe("the repository's own set", () => {
  test('gets a value for every placeholder, and none of the values can be printed', async () => {
    const { set, secrets, admin } = await session();
    expect(JSON.stringify(set.objects.map(({ object }) => object))).not.toMatch(/\$\{\w+\}/);
    for (const value of [...Object.values(secrets), admin.password]) expect(redact(`<${value}>`)).toBe('<[redacted]>');
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['DB_PASSWORD', 'S3_SECRET_KEY', 'INIT_PASSWORD']));
  });

  test('gets other secrets, another account and another id for each run', async () => {
    const [one, two] = await Promise.all([session(), prepare({ loaded, profile: 'full' })]);
    expect(one.secrets.DB_PASSWORD).not.toBe(two.secrets.DB_PASSWORD);
    expect(one.admin).not.toEqual(two.admin);
    expect(two.folders.runId).not.toBe(one.folders.runId);
    expect(two.set.digest).toBe(one.set.digest);
  });
});

describe('the profile', () => {
  test('quick takes load and traffic from `quick`, and nothing else', async () => {
    const { config: full } = loaded;
    const { config } = await session({ profile: 'quick' });
    expect(config.load).toEqual({ ...full.load, ...full.quick.load });
    expect(config.load.durationSeconds).toBeLessThan(full.load.durationSeconds);
    expect(config.failover).toEqual({ ...full.failover, steadySeconds: full.quick.steadySeconds });
    const { load, failover, manifests } = full;
    expect({ ...config, load, failover, manifests }).toEqual(full);
  });

  test('full is the config as it is written', async () => {
    const { config } = loaded;
    expect({ ...(await session()).config, manifests: config.manifests }).toEqual(config);
  });
});

describe('the set that is verified', () => {
  test("is the config's own, as an absolute path", async () => {
    expect((await session()).config.manifests.path).toBe(resolve('fixtures/manifests/dify'));
  });

  test('is the named one for every check, not only for the deployment', async () => {
    const own = 'fixtures/manifests/dify-as-written';
    const { config, manifestsPath } = await session({ manifests: own });
    expect([config.manifests.path, manifestsPath]).toEqual([resolve(own), resolve(own)]);
  });
});

describe('what cannot be read is a usage error, before anything is written', () => {
  test.each([
    ['no such folder', '/nowhere/set', 'MANIFESTS_NOT_FOUND'],
    ['a folder without objects', folder(), 'MANIFESTS_EMPTY'],
    ['a file that is not YAML', withFile('a.yaml', 'kind: [\n'), 'MANIFESTS_UNREADABLE'],
    ['an object without a name', withFile('a.yaml', 'apiVersion: v1\nkind: Secret\n'), 'MANIFESTS_UNREADABLE'],
  ])('%s', async (_, manifests, code) => {
    const error = await session({ manifests }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code });
  });

  test('a missing Compose deployment', async () => {
    const compose = { file: '/nowhere/compose.yaml' };
    const error = await session({ loaded: { ...loaded, config: { ...loaded.config, compose } } }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UsageError);
  });
});

function withFile(name: string, text: string): string {
  const place = folder();
  writeFileSync(join(place, name), text);
  return place;
}
