import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, manifestsOf } from '../../core/config/index.ts';
import { lintSet } from '../../lint/lint-set.ts';
import { loadManifests } from '../../manifests/index.ts';
import { keptChange } from './kept-copy.ts';
import type { SetChange } from './set-change.ts';
import { VARIANTS, variantNamed } from './variants.ts';

const CONFIG = 'configs/rehearsal.yaml';
const folder = () => mkdtemp(join(tmpdir(), 'variant-'));
const variedConfig = async (variant: SetChange) => keptChange(loadConfig(CONFIG), variant, await folder());

async function judged(variant: SetChange) {
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
  test('is a different set without static findings', async () => {
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

test('the same copy is written once, however many request it at the same time', async () => {
  const base = await folder();
  const [one, two] = await Promise.all(
    [1, 2].map(() => keptChange(loadConfig(CONFIG), variantNamed('dify-1.9.1'), base)),
  );
  expect(two?.config).toEqual(one?.config);
  expect(one?.config.dify.version).toBe('1.9.1');
});

test('belongs to a release as well, which has no doubles to rename', async () => {
  const { config } = await keptChange(loadConfig('configs/release.yaml'), variantNamed('dify-1.9.1'), await folder());
  expect(config.dify.version).toBe('1.9.1');
  expect(config.images.doubles).toEqual({});
});

test('another config is another copy', async () => {
  const base = await folder();
  const [one, other] = await Promise.all(
    ['configs/rehearsal.yaml', 'configs/release.yaml'].map((file) =>
      keptChange(loadConfig(file), variantNamed('two-hosts'), base),
    ),
  );
  expect(one?.config.manifests.path).not.toBe(other?.config.manifests.path);
  expect([one?.config.scope, other?.config.scope]).toEqual(['rehearsal', 'release']);
});

test('an unknown variant names the known ones', () => {
  expect(() => variantNamed('dify-1.0.0')).toThrow(expect.objectContaining({ code: 'VARIANT_UNKNOWN' }));
});
