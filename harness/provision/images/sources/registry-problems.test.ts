import { describe, expect, test } from 'vitest';
import { Resolver } from '../resolver.ts';
import { dockerError, fakeEngine } from '../testing/fake-engine.ts';
import { imagePuller, registrySource } from './registry.ts';

const { signal } = new AbortController();

/** What an engine without the image ends with when its registry says this. */
function errorOf(line: string, ref = 'r.test/team/a:1'): Promise<unknown> {
  const engine = fakeEngine({ pull: async () => Promise.reject(dockerError(line)) });
  const pull = imagePuller({ engine, timeoutSeconds: 1, log: () => undefined, progress: () => undefined });
  const sources = [registrySource(engine, { rules: { mirrors: [], rewrite: {} }, pull, askMs: 200 })];
  return new Resolver({ sources, signal }).resolve(ref).catch((error: unknown) => error);
}

const REFUSED =
  'Error response from daemon: Get "https://r.test/v2/": dial tcp 192.0.2.1:443: connect: connection refused';

/** What engine 20.10 with client 28 said of a registry on the loopback that answered with this status and this code. */
const OBSERVED: readonly (readonly [answer: string, line: string, code: string])[] = [
  ['429', 'toomanyrequests: You have reached your pull rate limit.', 'REGISTRY_RATE_LIMIT'],
  ['401', 'unauthorized', 'REGISTRY_LOGIN'],
  ['403', 'denied', 'REGISTRY_LOGIN'],
  ['404 MANIFEST_UNKNOWN', 'manifest unknown', 'IMAGE_UNAVAILABLE'],
  ['404 NAME_UNKNOWN', 'name unknown', 'IMAGE_UNAVAILABLE'],
  ['503', 'received unexpected HTTP status: 503 Service Unavailable', 'REGISTRY_UNREACHABLE'],
  ['a closed connection', 'Head "http://127.0.0.1:5600/v2/team/a/manifests/1": EOF', 'REGISTRY_UNREACHABLE'],
  [
    'the page of a portal',
    "error unmarshalling content: invalid character '<' looking for beginning of value",
    'REGISTRY_UNREACHABLE',
  ],
];

describe('a registry that does not hand out an image', () => {
  test.each(OBSERVED)('%s', async (_, line, code) => {
    expect(await errorOf(`Error response from daemon: ${line}`)).toMatchObject({ code });
  });

  test('access to one image that is denied does not end the search in that registry', async () => {
    const engine = fakeEngine({ pull: async () => Promise.reject(dockerError('Error response from daemon: denied')) });
    const log: string[] = [];
    const pull = imagePuller({
      engine,
      timeoutSeconds: 1,
      log: (line) => void log.push(line),
      progress: () => undefined,
    });
    await pull('r.test', 'r.test/a:1', signal);
    await pull('r.test', 'r.test/b:1', signal);
    expect(log.join()).toContain("can't pull r.test/b:1");
  });

  test.each([
    [
      'REGISTRY_RATE_LIMIT',
      'Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
      /^docker login r\.test/,
    ],
    ['REGISTRY_RATE_LIMIT', 'Error response from daemon: unknown: Too Many Requests (HAP429)', /images\.mirrors/],
    ['REGISTRY_LOGIN', 'Error response from daemon: unauthorized: authentication required', /^docker login r\.test$/],
    [
      'REGISTRY_LOGIN',
      'Error response from daemon: pull access denied, denied: Your authorization token has expired. Reauthenticate and try again.',
      /^docker login/,
    ],
    [
      'REGISTRY_LOGIN',
      'Error response from daemon: Head "https://r.test/v2/team/a/manifests/1": no basic auth credentials',
      /^docker login/,
    ],
    ['REGISTRY_LOGIN', 'error getting credentials - err: exit status 1, out: `keychain is locked`', /^docker login/],
    [
      'IMAGE_PLATFORM',
      'no matching manifest for linux/arm64/v8 in the manifest list entries',
      /^docker manifest inspect r\.test\/team\/a:1/,
    ],
    ['REGISTRY_UNREACHABLE', REFUSED, /^docker pull r\.test\/team\/a:1/],
    [
      'REGISTRY_UNREACHABLE',
      'Error response from daemon: Get "https://r.test/v2/": dial tcp: lookup r.test on 10.0.0.2:53: no such host',
      /^docker pull/,
    ],
    [
      'REGISTRY_UNREACHABLE',
      'Error response from daemon: Get "https://r.test/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      /^docker pull/,
    ],
    [
      'REGISTRY_UNREACHABLE',
      'Error response from daemon: Get "https://r.test/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      /^docker pull/,
    ],
  ])('%s: %s', async (code, line, hint) => {
    expect(await errorOf(line)).toMatchObject({
      ...{ code, hint: expect.stringMatching(hint), likely: expect.stringContaining(line) },
      message: 'r.test/team/a:1 was not found in any configured source (registry)',
    });
  });

  test.each([
    ['Error response from daemon: manifest for r.test/team/a:1 not found: manifest unknown: manifest unknown'],
    [
      "Error response from daemon: pull access denied for team/a, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
  ])('one that answers that it has no such image is no problem: %s', async (line) => {
    expect(await errorOf(line)).toMatchObject({ code: 'IMAGE_UNAVAILABLE', whose: 'deployment' });
  });

  test('a login or a limit says nothing about the names in the set; a machine without a registry does', async () => {
    expect(await errorOf('unauthorized: authentication required')).toMatchObject({ whose: 'machine' });
    expect(await errorOf(REFUSED)).toMatchObject({ whose: 'deployment' });
  });
});
