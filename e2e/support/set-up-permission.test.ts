import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CarefulClient, isForbiddenSetUp, SET_UP_URL, setUpCourse } from './set-up-permission.ts';

describe('setUpCourse', () => {
  it.each([
    ['rehearsal', 'not_started', 'set-up'],
    ['rehearsal', 'finished', 'prove-refused'],
    ['release', 'not_started', 'ask-a-person'],
    ['release', 'finished', 'use-account'],
  ] as const)('in a %s, with the set-up %s: %s', (scope, step, course) => {
    expect(setUpCourse(scope, step)).toBe(course);
  });
});

describe('isForbiddenSetUp', () => {
  const base = 'http://dify.test/console/api';

  it('lets a rehearsal do everything', () => {
    expect(isForbiddenSetUp('rehearsal', 'POST', `${base}/setup`)).toBe(false);
  });

  it('lets a release read the state, and post elsewhere', () => {
    expect(isForbiddenSetUp('release', 'GET', `${base}/setup`)).toBe(false);
    expect(isForbiddenSetUp('release', 'POST', `${base}/login`)).toBe(false);
    expect(isForbiddenSetUp('release', 'POST', `${base}/setups/1`)).toBe(false);
  });

  it.each(['/setup', '/init', '/setup/', '/setup?x=1', '//setup', '/%73etup', '/x/../setup'])(
    'forbids a release to post to %s',
    (path) => {
      expect(isForbiddenSetUp('release', 'post', `${base}${path}`)).toBe(true);
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

  const client = (scope: 'rehearsal' | 'release') =>
    new CarefulClient({ scope, ingress: { host: '127.0.0.1', port: (server.address() as AddressInfo).port } }, [
      'dify.test',
    ]);

  it('sends no set-up in a release', async () => {
    await using release = client('release');
    await expect(release.request('http://dify.test/console/api/setup', { method: 'POST', json: {} })).rejects.toThrow(
      'a failed set-up deletes all accounts',
    );
    await release.request('http://dify.test/console/api/setup');
    expect(seen).toEqual(['GET /console/api/setup']);
  });

  it('sends it in a rehearsal', async () => {
    await using rehearsal = client('rehearsal');
    await rehearsal.request('http://dify.test/console/api/setup', { method: 'POST', json: {} });
    expect(seen).toEqual(['POST /console/api/setup']);
  });
});

it('is passed by nobody: set-ups are posted by one spec, and checks take their client from the fixture', () => {
  const folder = join(import.meta.dirname, '..');
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(spec\.ts|py)$/.test(name),
  );
  const posts = /POST['"], *['"]\/(setup|init)|console\/api\/(setup|init)['"`][^)]*POST/;
  const posting = specs.filter((name) => posts.test(readFileSync(join(folder, name), 'utf8')));
  expect(posting).toEqual(['smoke/2-setup.spec.ts']);
  const own = specs.filter((name) => /new IngressClient/.test(readFileSync(join(folder, name), 'utf8')));
  expect(own).toEqual([]);
});
