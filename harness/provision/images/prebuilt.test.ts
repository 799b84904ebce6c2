import { expect, test } from 'vitest';
import { RECIPE_LABEL } from './engine.ts';
import { prebuiltImages, publishImages } from './prebuilt.ts';
import { fakeEngine } from './testing/fake-engine.ts';

const { signal } = new AbortController();
const TAG = 'dify-e2e/web:0123456789ab';

/** A mirror that has these images: name → recipe that the image says it is from. */
function mirrorWith(images: Readonly<Record<string, string>>) {
  const engine = fakeEngine();
  const lines: string[] = [];
  const pull = async (_registry: string, name: string): Promise<string | undefined> => {
    const recipe = images[name];
    if (recipe === undefined) return 'manifest unknown';
    engine.images.set(name, { id: `sha256:${name}`, repoDigests: [], labels: { [RECIPE_LABEL]: recipe } });
    return undefined;
  };
  const mirrors = ['one.test', 'two.test/team'];
  const fetch = prebuiltImages({ engine, mirrors, pull, signal, log: (line) => void lines.push(line) });
  return { engine, lines, fetch };
}

test('an image that a mirror has under its digest gets its own name here', async () => {
  const { engine, fetch } = mirrorWith({ [`two.test/team/${TAG}`]: 'web' });
  expect(await fetch('web', TAG)).toBe(true);
  expect(engine.images.get(TAG)?.id).toBe(`sha256:two.test/team/${TAG}`);
});

test('an image that says it is from another recipe is not taken', async () => {
  const { engine, lines, fetch } = mirrorWith({ [`one.test/${TAG}`]: 'api' });
  expect(await fetch('web', TAG)).toBe(false);
  expect(engine.images.has(TAG)).toBe(false);
  expect(lines).toEqual([expect.stringContaining('"web"')]);
});

test('what no mirror has is left to be built', async () => {
  expect(await mirrorWith({}).fetch('web', TAG)).toBe(false);
});

test('publishing names each image after the registry, and pushes that name', async () => {
  const engine = fakeEngine();
  expect(await publishImages(engine, [TAG], 'one.test', signal)).toEqual([`one.test/${TAG}`]);
  expect(engine.calls).toEqual([`tag ${TAG} one.test/${TAG}`, `push one.test/${TAG}`]);
});
