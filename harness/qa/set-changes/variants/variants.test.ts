import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, manifestsOf } from '../../../core/config/index.ts';
import { lintSet } from '../../../lint/lint-set.ts';
import { loadManifests } from '../../../manifests/index.ts';
import { withVariant } from './apply.ts';
import { VARIANTS, type Variant, variantNamed } from './catalogue.ts';

const CONFIG = 'configs/rehearsal.yaml';
const folder = () => mkdtemp(join(tmpdir(), 'variant-'));
const variedConfig = async (variant: Variant) => withVariant(loadConfig(CONFIG), variant, await folder());

async function judged(variant: Variant) {
  const loaded = await variedConfig(variant);
  const { path, options } = manifestsOf(loaded);
  const { compose } = loaded.config;
  const result = await lintSet({
    ...{ manifests: await loadManifests(path, options), config: loaded, today: '2026-01-01' },
    ...(compose ? { compose: { file: compose.file, ...(compose.env ? { envFile: compose.env } : {}) } } : {}),
  });
  return result.judgement.findings.filter(({ severity }) => severity !== 'informational');
}

describe.each(VARIANTS)('$id', (variant) => {
  test('is another set that the static rules have nothing against', async () => {
    const [own, other] = [manifestsOf(loadConfig(CONFIG)), manifestsOf(await variedConfig(variant))];
    const sets = await Promise.all([own, other].map(({ path, options }) => loadManifests(path, options)));
    expect(sets[1]?.digest).not.toBe(sets[0]?.digest);
    expect(sets[1]?.objects).toHaveLength(sets[0]?.objects.length ?? 0);
    expect((await judged(variant)).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  });

  test('has a double behind each image of Dify', async () => {
    const loaded = await variedConfig(variant);
    const { path, options } = manifestsOf(loaded);
    const text = JSON.stringify((await loadManifests(path, options)).objects.map(({ object }) => object));
    const images = [...new Set(text.match(/langgenius\/[\w.:-]+/g))].sort();
    expect(Object.keys(loaded.config.images.doubles).sort()).toEqual(images);
  });
});

test('the other wiring is in manifests and Compose alike', async () => {
  const { config } = await variedConfig(variantNamed('two-hosts'));
  expect(await readFile(config.compose?.env ?? '', 'utf8')).toMatch(/^CONSOLE_API_URL=http:\/\/dify-api/m);
  const text = await readFile(join(config.manifests.path, '10-configmap.yaml'), 'utf8');
  expect(text.match(/ CONSOLE_API_URL: http:\/\/dify-api\.maywzh\.com\n/g)).toHaveLength(2);
  expect(text).toContain('# Settings that are no secret.');
});

test('the same copy is written once, however many ask at the same time', async () => {
  const base = await folder();
  const [one, two] = await Promise.all(
    [1, 2].map(() => withVariant(loadConfig(CONFIG), variantNamed('dify-1.9.1'), base)),
  );
  expect(two?.config).toEqual(one?.config);
  expect(one?.config.dify.version).toBe('1.9.1');
});

test.each([
  ['an image that the set does not have', { images: { 'nowhere:1': 'nowhere:2' } }],
  ['a variable that .env does not have', { env: { NOWHERE: '1' } }],
])('%s is an error, not a variant that changes nothing', async (_what, part) => {
  const variant: Variant = { id: 'x', title: 'x', images: {}, edits: [], env: {}, ...part };
  await expect(variedConfig(variant)).rejects.toMatchObject({ code: 'EDIT_STALE' });
});

test('an unknown variant names the known ones', () => {
  expect(() => variantNamed('dify-1.0.0')).toThrow(expect.objectContaining({ code: 'VARIANT_UNKNOWN' }));
});
