import { expect, test } from 'vitest';
import type { ImageSource, ResolvedImage } from './resolved.ts';
import { Resolver } from './resolver.ts';

interface Setup {
  readonly order?: ImageSource['name'][];
  /** Source → references it has. */
  readonly has: Partial<Record<ImageSource['name'], string[]>>;
  readonly doubles?: Record<string, string>;
  readonly substitutes?: Record<string, string>;
}

function setUp({ order = ['registry', 'archive', 'packages'], has, doubles = {}, substitutes = {} }: Setup) {
  const asked: string[] = [];
  const goBuilds: string[][] = [];
  const source = (name: ImageSource['name']): ImageSource => ({
    name,
    async resolve(ref) {
      asked.push(`${name} ${ref}`);
      const image: ResolvedImage = { ref, tag: ref, id: ref, source: name, double: ref in doubles, digest: ref };
      return has[name]?.includes(ref) ? image : undefined;
    },
  });
  const resolver = new Resolver({
    images: { sources: order, doubles, substitutes },
    sources: { registry: source('registry'), archive: source('archive'), packages: source('packages') },
    builder: { startGoBuilds: async (recipes) => void goBuilds.push([...recipes]) },
    signal: new AbortController().signal,
  });
  return { resolver, asked, goBuilds };
}

test('sources are asked in the configured order, and only up to the first that has the image', async () => {
  const { resolver, asked } = setUp({ has: { archive: ['a:1'], packages: ['a:1'] }, substitutes: { 'a:1': 'a' } });
  expect(await resolver.resolve('a:1')).toMatchObject({ source: 'archive' });
  expect(asked).toEqual(['registry a:1', 'archive a:1']);
});

test('packages may come first', async () => {
  const { resolver, asked } = setUp({
    order: ['packages', 'registry'],
    has: { registry: ['a:1'], packages: ['a:1'] },
    substitutes: { 'a:1': 'a' },
  });
  expect(await resolver.resolve('a:1')).toMatchObject({ source: 'packages' });
  expect(asked).toEqual(['packages a:1']);
});

test('a double is taken although a registry has the image, because the config says so', async () => {
  const { resolver, asked } = setUp({ has: { registry: ['a:1'], packages: ['a:1'] }, doubles: { 'a:1': 'double' } });
  expect(await resolver.resolve('a:1')).toMatchObject({ source: 'packages', double: true });
  expect(asked).toEqual(['packages a:1']);
});

test('an image that nobody has is an error, never something else', async () => {
  const { resolver } = setUp({ has: { packages: ['a:1'] }, doubles: { 'b:1': 'double' } });
  await expect(resolver.resolve('a:1')).rejects.toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
});

test('Go builds are started together, once it is known what has to be built', async () => {
  const { resolver, goBuilds } = setUp({
    has: { registry: ['a:1'], packages: ['b:1', 'c:1'] },
    substitutes: { 'a:1': 'a', 'b:1': 'b', 'c:1': 'c' },
  });
  await resolver.resolveAll(['a:1', 'b:1', 'c:1']);
  expect(goBuilds).toEqual([['b', 'c']]);
});

test('all images that fail are named; each image is resolved once', async () => {
  const { resolver, asked } = setUp({ has: { registry: ['ok:1'] } });
  const error: unknown = await resolver.resolveAll(['a:1', 'ok:1', 'b:1', 'ok:1']).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'IMAGES_UNAVAILABLE' });
  expect((error as { details: string[] }).details.join('\n')).toMatch(/a:1.*b:1/s);
  await resolver.resolve('ok:1');
  expect(asked.filter((line) => line === 'registry ok:1')).toHaveLength(1);
});
