import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { recipeBook } from './recipe.ts';
import { folderWith } from './testing/fake-engine.ts';

const shipped = fileURLToPath(new URL('../../../fixtures/images', import.meta.url));

async function detailsFor(text: string, name = 'broken'): Promise<readonly string[]> {
  const folder = await folderWith({ [`${name}/recipe.yaml`]: text });
  const error: unknown = await recipeBook(folder)
    .withBases(name)
    .catch((reason: unknown) => reason);
  if (!(error instanceof UsageError)) throw new Error('the recipe was taken');
  return [error.message, ...error.details];
}

test('every recipe of the repository can be read, with everything below it', async () => {
  const book = recipeBook(shipped);
  const names = await book.names();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect((await book.withBases(name)).at(-1)?.name).toBe(name);
});

test('all mistakes are named at once, each with its line', async () => {
  const details = await detailsFor(
    'bse: runtime\nlayers:\n  - kind: go\n    name: tool\n    expect: soon\n  - kind: gem\n',
  );
  expect(details).toEqual([
    expect.stringContaining('3 mistake(s)'),
    expect.stringMatching(/recipe\.yaml:5: layers\.0\.expect/),
    expect.stringMatching(/recipe\.yaml:6: layers\.1/),
    expect.stringMatching(/recipe\.yaml:1: .*"bse"/),
  ]);
});

test('what is not YAML is named with its line', async () => {
  expect((await detailsFor('layers:\n  - kind: [go\n')).join('\n')).toMatch(/is not YAML\n.*recipe\.yaml:[23]:/);
});

test('two layers of one name would overwrite each other', async () => {
  const layer = '  - { kind: node-binary, name: node }\n';
  expect((await detailsFor(`layers:\n${layer}${layer}`)).join('\n')).toMatch(
    /recipe\.yaml:3: layers\.1\.name: "node" is already used/,
  );
});

test('an unknown base and a circle are refused', async () => {
  expect((await detailsFor('base: nowhere\n')).join('\n')).toContain('unknown recipe "nowhere"');
  expect((await detailsFor('base: self\n', 'self')).join('\n')).toContain('self → self');
});
