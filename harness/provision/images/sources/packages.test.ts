import { expect, test, vi } from 'vitest';
import { packagesSource } from './packages.ts';

const signal = new AbortController().signal;

function source(choices: Parameters<typeof packagesSource>[1]) {
  const image = vi.fn(async (name: string, plays?: string) => ({
    ...{ tag: `built/${name}`, id: 'sha256:1', digest: 'd' },
    recipe: { name, dir: '/', parts: [], version: 'of the recipe', ...(plays ? { plays: { [plays]: {} } } : {}) },
  }));
  return { image, source: packagesSource({ image }, choices) };
}

test('a double plays the version in the tag of the image behind whose name it stands', async () => {
  const { image, source: packages } = source({
    doubles: { 'registry.test/dify-api:1.9.1': 'dify-api' },
    substitutes: {},
  });
  expect(await packages.resolve('registry.test/dify-api:1.9.1', signal)).toMatchObject({
    double: true,
    version: '1.9.1',
  });
  expect(image).toHaveBeenCalledWith('dify-api', '1.9.1');
});

test('a substitute plays nothing', async () => {
  const { image, source: packages } = source({ doubles: {}, substitutes: { 'redis:7': 'redis' } });
  expect(await packages.resolve('redis:7', signal)).toMatchObject({ double: false, version: 'of the recipe' });
  expect(image).toHaveBeenCalledWith('redis', undefined);
});

test('a double behind a name without a tag is refused', async () => {
  const ref = `dify-api@sha256:${'0'.repeat(64)}`;
  const { source: packages } = source({ doubles: { [ref]: 'dify-api' }, substitutes: {} });
  await expect(packages.resolve(ref, signal)).rejects.toMatchObject({ code: 'DOUBLE_VERSION' });
});
