import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { UsageError } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { breakSet } from '../qa/set-changes/breakages/apply.ts';
import { BREAKAGES } from '../qa/set-changes/breakages/catalogue.ts';
import { foldersOf } from './folders.ts';
import { prepare, type RunOptions } from './session.ts';
import { staticDeclarations } from './static-checks.ts';

const SET = 'fixtures/manifests/dify';
const RUN = 'unit-test-of-prepare';
const folder = (): string => mkdtempSync(join(tmpdir(), 'session-'));
const session = (more: Partial<RunOptions> = {}) =>
  prepare({ configFile: 'configs/rehearsal.yaml', profile: 'full', runId: RUN, ...more });

async function brokenSet(id: string): Promise<string> {
  const breakage = BREAKAGES.find((candidate) => candidate.id === id);
  if (!breakage) throw new Error(`no breakage ${id}`);
  const target = join(folder(), 'set');
  await breakSet(SET, target, breakage);
  return target;
}

/** Looking at files must not leave a trace, whatever came out. */
afterEach(() => {
  expect(existsSync(foldersOf(RUN).state)).toBe(false);
  expect(existsSync(foldersOf(RUN).report)).toBe(false);
});

describe("the repository's own set", () => {
  test('passes every static check', async () => {
    const { records, waivers, parity } = await session();
    expect(records.map(({ id, result }) => [id, result.state])).toEqual(
      staticDeclarations.map(({ id }) => [id, 'passed']),
    );
    expect(waivers).toEqual([]);
    expect(parity?.services.map(({ part }) => part)).toContain('api');
  });

  test('gets a value for every placeholder, and none of the values can be printed', async () => {
    const { set, secrets, admin } = await session();
    expect(JSON.stringify(set.objects.map(({ object }) => object))).not.toMatch(/\$\{\w+\}/);
    for (const value of [...Object.values(secrets), admin.password]) expect(redact(`<${value}>`)).toBe('<[redacted]>');
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['DB_PASSWORD', 'S3_SECRET_KEY', 'INIT_PASSWORD']));
  });

  test('gets other secrets, another account and another id for each run', async () => {
    const [one, two] = await Promise.all([
      session(),
      prepare({ configFile: 'configs/rehearsal.yaml', profile: 'full' }),
    ]);
    expect(one.secrets.DB_PASSWORD).not.toBe(two.secrets.DB_PASSWORD);
    expect(one.admin).not.toEqual(two.admin);
    expect(two.folders.runId).not.toBe(one.folders.runId);
    expect(two.set.digest).toBe(one.set.digest);
  });
});

describe('a set that is broken', () => {
  test('is named by its claim in a failed record, and can still be reported on', async () => {
    const { records, manifestsPath } = await session({ manifests: await brokenSet('missing-secret-key') });
    const failed = records.filter(({ result }) => result.state === 'failed' && result.reason !== '');
    expect(failed[0]).toMatchObject({ id: 'lint-secret-key-missing', severity: 'mandatory' });
    expect(failed[0]?.claims).toContain('SEC-3');
    expect(failed[0]?.result).toMatchObject({ reason: expect.stringContaining(manifestsPath) });
    expect(failed[0]?.result).toMatchObject({ reason: expect.stringContaining('CODE_EXECUTION_API_KEY') });
  });

  test('is found by what the deployment gets, and the secret is not shown', async () => {
    const { records, set } = await session({ manifests: await brokenSet('wrong-storage-secret') });
    const failed = records.filter(({ result }) => result.state === 'failed');
    expect(failed.map(({ id }) => id)).toContain('lint-secret-differs-from-compose');
    expect(JSON.stringify(records)).not.toContain('not-the-key-of-this-bucket');
    expect(set.digest).not.toBe((await session()).set.digest);
  });
});

describe('the profile', () => {
  test('a longer silence may be asked for than the config says, not a shorter one', async () => {
    expect((await session({ profile: 'full', silentSeconds: 65 })).config.timeouts.silentSeconds).toBe(65);
    expect((await session({ profile: 'quick', silentSeconds: 1 })).config.timeouts.silentSeconds).toBe(20);
  });

  test('quick takes load and traffic from `quick`, and nothing else', async () => {
    const { config: full } = loadConfig('configs/rehearsal.yaml');
    const { config } = await session({ profile: 'quick' });
    expect(config.load).toEqual({ ...full.load, ...full.quick.load });
    expect(config.load.durationSeconds).toBeLessThan(full.load.durationSeconds);
    expect(config.failover).toEqual({ ...full.failover, steadySeconds: full.quick.steadySeconds });
    const { load, failover, manifests } = full;
    expect({ ...config, load, failover, manifests }).toEqual(full);
  });

  test('full is the config as it is written', async () => {
    const { config } = loadConfig('configs/rehearsal.yaml');
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

describe('what can not be read is a usage error, before anything is written', () => {
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

  test('a config that is not there', async () => {
    await expect(session({ configFile: '/nowhere.yaml' })).rejects.toMatchObject({ code: 'CONFIG_UNREADABLE' });
  });
});

function withFile(name: string, text: string): string {
  const place = folder();
  writeFileSync(join(place, name), text);
  return place;
}
