import { expect, test } from 'vitest';
import type { ImageSourceName } from '../../core/config/index.ts';
import type { ImageSource, SourceProblem } from './resolved.ts';
import { Resolver } from './resolver.ts';

interface FakeSource {
  readonly name: ImageSourceName;
  readonly has: readonly string[];
  readonly double?: boolean;
  readonly prepares?: boolean;
  readonly problem?: SourceProblem;
}

function setUp(...fakes: readonly FakeSource[]) {
  const events: string[] = [];
  const sources = fakes.map(
    ({ name, has, double = false, prepares, problem }): ImageSource => ({
      name,
      async find(ref) {
        events.push(`${name} find ${ref}`);
        if (!has.includes(ref)) return undefined;
        return async () => {
          events.push(`${name} get ${ref}`);
          return { ref, tag: ref, id: ref, source: name, double, digest: ref };
        };
      },
      ...(prepares ? { prepare: async (refs) => void events.push(`${name} prepare ${refs.join(' ')}`) } : {}),
      ...(problem ? { problems: () => [problem] } : {}),
    }),
  );
  return { resolver: new Resolver({ sources, signal: new AbortController().signal }), events };
}

test('sources are asked in their order, and only up to the first that has the image', async () => {
  const { resolver, events } = setUp(
    { name: 'registry', has: [] },
    { name: 'archive', has: ['a:1'] },
    { name: 'packages', has: ['a:1'] },
  );
  expect(await resolver.resolve('a:1')).toMatchObject({ source: 'archive' });
  expect(events).toEqual(['registry find a:1', 'archive find a:1', 'archive get a:1']);
});

test('a source is told all images that it is to get before the first of them', async () => {
  const { resolver, events } = setUp(
    { name: 'registry', has: ['a:1'] },
    { name: 'packages', has: ['a:1', 'b:1', 'c:1'], prepares: true },
  );
  await resolver.resolveAll(['a:1', 'b:1', 'c:1']);
  const own = events.filter((event) => /^packages (prepare|get)/.test(event));
  expect(own).toEqual(['packages prepare b:1 c:1', 'packages get b:1', 'packages get c:1']);
});

test('an image that no source has is an error, never something else', async () => {
  const { resolver } = setUp({ name: 'registry', has: [] }, { name: 'packages', has: ['b:1'] });
  await expect(resolver.resolve('a:1')).rejects.toMatchObject({
    code: 'IMAGE_UNAVAILABLE',
    message: 'a:1 was not found in any configured source (registry, packages)',
  });
});

test('all images that fail are named; each image is resolved once', async () => {
  const { resolver, events } = setUp({ name: 'registry', has: ['ok:1'] });
  const error: unknown = await resolver.resolveAll(['a:1', 'ok:1', 'b:1', 'ok:1']).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'IMAGES_UNAVAILABLE',
    message: expect.stringMatching(/^2 images were not found/),
  });
  expect((error as { details: string[] }).details.join('\n')).toMatch(/a:1.*b:1/s);
  await resolver.resolve('ok:1');
  expect(events.filter((event) => event === 'registry find ok:1')).toHaveLength(1);
});

test('a source that could not be searched is the likely cause, said once, with its own next command', async () => {
  const problem = { what: 'the folder /archives does not exist', hint: 'ls -ld /archives' };
  const fakes = [{ name: 'registry', has: [] } as const, { name: 'archive', has: [], problem } as const];
  const one: unknown = await setUp(...fakes)
    .resolver.resolve('a:1')
    .catch((reason: unknown) => reason);
  expect(one).toMatchObject({ likely: problem.what, hint: problem.hint });
  const several: unknown = await setUp(...fakes)
    .resolver.resolveAll(['a:1', 'b:1'])
    .catch((reason: unknown) => reason);
  expect(several).toMatchObject({ likely: problem.what, hint: problem.hint });
  expect((several as { details: string[] }).details.filter((line) => line.includes('/archives'))).toHaveLength(1);
});
