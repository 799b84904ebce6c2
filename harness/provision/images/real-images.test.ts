import { expect, test } from 'vitest';
import { RealImages } from './real-images.ts';
import type { ImageSource } from './resolved.ts';
import { Resolver } from './resolver.ts';

const { signal } = new AbortController();
const source = (name: ImageSource['name'], has: readonly string[], problem?: string): ImageSource => ({
  name,
  find: async (ref) =>
    has.includes(ref)
      ? async () => ({ ref, tag: ref, id: ref, source: name, double: name === 'packages', digest: ref })
      : undefined,
  ...(problem ? { problems: () => [{ what: problem, hint: 'look' }] } : {}),
});

test('a recipe is not a real image', async () => {
  const real = new RealImages([source('packages', ['a:1', 'b:1']), source('registry', ['a:1'])], signal);
  expect(await real.search(['a:1', 'b:1'])).toEqual({ missing: ['b:1'], problems: [] });
});

test('what kept a source from being searched is told', async () => {
  const real = new RealImages([source('archive', [], 'the folder x does not exist')], signal);
  expect(await real.search(['a:1'])).toEqual({ missing: ['a:1'], problems: ['the folder x does not exist'] });
});

test('an image that must be real comes from no recipe any more, all others still do', async () => {
  const real = new RealImages([source('packages', ['a:1', 'b:1']), source('registry', ['a:1'])], signal);
  const resolver = new Resolver({ sources: real.sources, signal });
  real.require(['a:1', 'c:1']);
  expect(await resolver.resolve('a:1')).toMatchObject({ source: 'registry', double: false });
  expect(await resolver.resolve('b:1')).toMatchObject({ source: 'packages' });
  await expect(resolver.resolve('c:1')).rejects.toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
});

test('the error for an image that must be real names no source of recipes, though the config has a recipe for it', async () => {
  const real = new RealImages(
    [source('packages', ['a:1', 'b:1']), source('registry', []), source('archive', [])],
    signal,
  );
  const resolver = new Resolver({ sources: real.sources, signal });
  real.require(['a:1', 'b:1']);
  await expect(resolver.resolve('a:1')).rejects.toMatchObject({
    message: 'a:1 was not found in any configured source (registry, archive)',
    likely: expect.stringContaining('in a release run no recipe stands in for an image of the set'),
    hint: expect.stringContaining('--scope rehearsal'),
  });
  await expect(resolver.resolveAll(['a:1', 'b:1'])).rejects.toMatchObject({
    message: '2 images were not found in any configured source (registry, archive)',
  });
});

test('what was searched is not asked for again when it is resolved', async () => {
  const asked: string[] = [];
  const registry = source('registry', ['a:1']);
  const counting: ImageSource = {
    ...registry,
    find: (ref, at) => {
      asked.push(ref);
      return registry.find(ref, at);
    },
  };
  const real = new RealImages([counting], signal);
  await real.search(['a:1', 'b:1']);
  await new Resolver({ sources: real.sources, signal }).resolve('a:1');
  expect(asked).toEqual(['a:1', 'b:1']);
});

test('where an image is missing, those that a registry offers are not fetched; an offer that is denied is checked', async () => {
  const fetched: string[] = [];
  const registry = source('registry', ['a:1', 'shy:1']);
  const offering: ImageSource = {
    ...registry,
    offers: async (ref) => ref === 'a:1',
    find: (ref, at) => {
      fetched.push(ref);
      return registry.find(ref, at);
    },
  };
  expect(await new RealImages([offering], signal).search(['a:1', 'b:1'])).toMatchObject({ missing: ['b:1'] });
  expect(fetched).toEqual(['b:1']);
  expect(await new RealImages([offering], signal).search(['a:1', 'shy:1'])).toMatchObject({ missing: [] });
});
