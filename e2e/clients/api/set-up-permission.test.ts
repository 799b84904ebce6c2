import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CarefulClient, isSetUp, SET_UP_URL, SetUpPermit, setUpCourse } from './set-up-permission.ts';

describe('setUpCourse', () => {
  it.each([
    [true, 'not_started', 'set-up'],
    [true, 'finished', 'use-account'],
    [false, 'not_started', 'ask-a-person'],
    [false, 'finished', 'use-account'],
  ] as const)('own cluster %s, setup %s: %s', (own, step, course) => {
    expect(setUpCourse(own, step)).toBe(course);
  });
});

const base = 'http://dify.test/console/api';

describe('isSetUp', () => {
  it('allows reading the state, and posting elsewhere', () => {
    expect(isSetUp('GET', `${base}/setup`)).toBe(false);
    expect(isSetUp('POST', `${base}/login`)).toBe(false);
    expect(isSetUp('POST', `${base}/setups/1`)).toBe(false);
  });

  it.each(['/setup', '/init', '/setup/', '/setup?x=1', '//setup', '/%73etup', '/x/../setup'])(
    'recognizes a setup that is posted to %s',
    (path) => {
      expect(isSetUp('post', `${base}${path}`)).toBe(true);
    },
  );

  it('has the same paths for pages', () => {
    expect([`${base}/setup`, `${base}/init?x=1`].every((url) => SET_UP_URL.test(url))).toBe(true);
    expect([`${base}/setups`, `${base}/login`].some((url) => SET_UP_URL.test(url))).toBe(false);
  });
});

describe('CarefulClient', () => {
  const seen: string[] = [];
  let server: Server;

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const clientWith = (permit: SetUpPermit) => {
    const ingress = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    return new CarefulClient({ ingress }, ['dify.test'], permit);
  };
  const post = (client: CarefulClient) => client.request(`${base}/setup`, { method: 'POST', json: {} });

  it.each([
    ['nothing was decided', true, undefined],
    ["it is already set up, even on the run's own cluster", true, 'finished'],
    ["the cluster is not the run's own", false, 'not_started'],
  ] as const)('sends no setup if %s', async (_, ownCluster, step) => {
    const permit = new SetUpPermit({ ownCluster });
    if (step) permit.decide(step);
    await using client = clientWith(permit);
    await expect(post(client)).rejects.toThrow('a failed setup deletes all accounts');
    await client.request(`${base}/setup`);
    expect(seen).toEqual(['GET /console/api/setup']);
  });

  it("sends it to an empty console on the run's own cluster, until it is revoked", async () => {
    const permit = new SetUpPermit({ ownCluster: true });
    permit.decide('not_started');
    await using client = clientWith(permit);
    await post(client);
    permit.revoke();
    await expect(post(client)).rejects.toThrow('without a permit');
    expect(seen).toEqual(['POST /console/api/setup']);
  });
});

const folder = join(import.meta.dirname, '../..');
const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(spec\.ts|py)$/.test(name),
);
const those = (pattern: RegExp) => specs.filter((name) => pattern.test(readFileSync(join(folder, name), 'utf8')));

it('is not bypassed: only one spec requests the permit, and checks get their client from the fixture', () => {
  expect(those(/\b(decide|revoke)\(/)).toEqual(['specs/smoke/setup.spec.ts']);
  expect(those(/POST['"], *['"]\/(setup|init)|console\/api\/(setup|init)['"`][^)]*POST/)).toEqual([
    'specs/smoke/setup.spec.ts',
  ]);
  expect(those(/new (IngressClient|CarefulClient|SetUpPermit)/)).toEqual([]);
});
