import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '../engine.ts';
import { dockerError, fakeEngine } from '../testing/fake-engine.ts';
import { imagePuller, registrySource } from './registry.ts';

const { signal } = new AbortController();

/** A registry that accepts connections and never answers. */
async function hangingRegistry(): Promise<string> {
  const server: Server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Pulls as an engine does: nothing is said before the registry has answered. */
const pullByHttp: Engine['pull'] = async (name, pullSignal, onLine) => {
  const response = await fetch(`http://${name.split('/')[0]}/v2/`, { signal: pullSignal });
  onLine(String(response.status));
};

function source(engine: Engine, mirrors: string[] = []) {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const options = { engine, timeoutSeconds: 1, log, progress: () => undefined };
  const { find } = registrySource(engine, { rules: { mirrors, rewrite: {} }, pull: imagePuller(options), askMs: 200 });
  return { lines, resolve: async (ref: string) => (await find(ref, signal))?.() };
}

test('a registry that hangs is given up, is asked once for all images, and not again in this run', async () => {
  const host = await hangingRegistry();
  const pull = vi.fn(pullByHttp);
  const registry = source(fakeEngine({ pull }));
  const refs = ['a:1', 'b:1', 'c:1'].map((name) => `${host}/${name}`);
  expect(await Promise.all(refs.map((ref) => registry.resolve(ref)))).toEqual([undefined, undefined, undefined]);
  expect(await registry.resolve(`${host}/d:1`)).toBeUndefined();
  expect(pull).toHaveBeenCalledTimes(1);
  expect(registry.lines).toEqual([
    expect.stringMatching(`registry ${host}: skipped for the rest of this run .*no response within 1 s`),
  ]);
});

test('a registry that refuses is given up', async () => {
  const pulls: string[] = [];
  const refuse: Engine['pull'] = async (name) => {
    pulls.push(name);
    throw dockerError('Error response from daemon: Get "https://r.test/v2/": dial tcp: connection refused');
  };
  const registry = source(fakeEngine({ pull: refuse }));
  await registry.resolve('r.test/a:1');
  await registry.resolve('r.test/b:1');
  expect(pulls).toEqual(['r.test/a:1']);
});

test('a registry that lacks one image is asked for the next', async () => {
  const base = fakeEngine();
  const pull: Engine['pull'] = async (name, ...rest) => {
    if (name === 'r.test/a:1') throw dockerError('Error response from daemon: manifest for r.test/a:1 not found');
    await base.pull(name, ...rest);
  };
  const registry = source({ ...base, pull });
  expect(await registry.resolve('r.test/a:1')).toBeUndefined();
  expect(await registry.resolve('r.test/b:1')).toMatchObject({ source: 'registry', digest: 'sha256:0123' });
});

test('a mirror is tried first, and the image keeps the name that was asked for', async () => {
  const engine = fakeEngine();
  const image = await source(engine, ['mirror.test']).resolve('postgres:15');
  expect(image).toMatchObject({ ref: 'postgres:15', tag: 'mirror.test/library/postgres:15' });
  expect(engine.calls).toEqual(['pull mirror.test/library/postgres:15']);
});

test('an image that was pulled before is taken; one that only carries the name is not', async () => {
  const engine = fakeEngine();
  engine.images.set('a:1', { id: 'sha256:1', repoDigests: ['a@sha256:77'], labels: {} });
  engine.images.set('b:1', { id: 'sha256:2', repoDigests: [], labels: {} });
  expect(await source(engine).resolve('a:1')).toMatchObject({ digest: 'sha256:77' });
  expect(engine.calls).toEqual([]);
  await source(engine).resolve('b:1');
  expect(engine.calls).toEqual(['pull b:1']);
});

test('an offer is told without a pull, from the engine or from any of the names that would be pulled', async () => {
  const engine = fakeEngine({
    offers: async (name) => name === 'mirror.test/library/a:1',
    pull: () => Promise.reject(new Error('must not be pulled')),
  });
  engine.images.set('b:1', { id: 'sha256:1', repoDigests: ['b@sha256:77'], labels: {} });
  const pull = () => Promise.reject(new Error('must not be pulled'));
  const { offers } = registrySource(engine, { rules: { mirrors: ['mirror.test'], rewrite: {} }, pull, askMs: 200 });
  expect(await Promise.all(['a:1', 'b:1', 'c:1'].map((ref) => offers?.(ref, signal)))).toEqual([true, true, false]);
});

test('an image for another architecture is not loaded, and the reason is kept', async () => {
  const engine = fakeEngine({ architecture: async () => 'arm64' });
  engine.images.set('a:1', { id: 'sha256:1', repoDigests: ['a@sha256:77'], labels: {}, architecture: 'amd64' });
  const pull = async () => 'not found';
  const registry = registrySource(engine, { rules: { mirrors: [], rewrite: {} }, pull, askMs: 200 });
  expect(await registry.find('a:1', signal)).toBeUndefined();
  expect(registry.problems?.()).toEqual([
    expect.objectContaining({ code: 'IMAGE_PLATFORM', what: 'a:1 is for amd64 only, this engine is arm64' }),
  ]);
});

test.each([
  ['with a mirror that lacks one image still gets the others', true],
  ['without a mirror asks a registry that is silent no more', false],
])('an engine %s', async (_, mirrored) => {
  const silent = 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host';
  const engine = fakeEngine({
    pull: async (name) => (name === 'there:1' ? undefined : Promise.reject(dockerError(silent))),
    offers: async (name) => name === 'there:1',
    hasMirrors: async () => mirrored,
  });
  const pull = imagePuller({ engine, timeoutSeconds: 1, log: () => undefined, progress: () => undefined });
  expect(await pull('docker.io', 'lacking:1', signal)).toContain('no such host');
  expect((await pull('docker.io', 'there:1', signal)) === undefined).toBe(mirrored);
  expect(await pull('docker.io', 'lacking:2', signal)).toContain('no such host');
});
