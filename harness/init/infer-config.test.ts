import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { loadManifests } from '../manifests/index.ts';
import { configText } from './config-text.ts';
import { fillGaps, missingIn, requireComplete } from './fill-gaps.ts';
import { inferConfig } from './infer-config.ts';
import { setOf, temporary } from './testing/sets.ts';

const fixture = async (name: string) => inferConfig(await loadManifests(`fixtures/manifests/${name}`), { path: name });

async function written(name: string) {
  const inferred = await fixture(name);
  const file = join(temporary(), 'dify-e2e.yaml');
  const text = configText(await fillGaps(inferred, undefined), inferred, 'Made here.');
  writeFileSync(file, text);
  return { text, config: loadConfig(file).config };
}

describe('the config of a set is read from the set', () => {
  test('with its stores outside, it names what the config of the rehearsal names', async () => {
    const { config } = await written('dify');
    const { config: own } = loadConfig('configs/rehearsal.yaml');
    expect(config.external).toEqual(own.external);
    expect(config.hosts).toEqual(own.hosts);
    expect(config.images.doubles).toEqual(own.images.doubles);
    expect(config.images.substitutes).toEqual(own.images.substitutes);
    expect(config.dify).toEqual(own.dify);
    expect(config.parts['plugin-daemon']).toMatchObject({ service: 'dify-plugin-daemon', port: 5002 });
  });

  test('with its stores inside and an nginx as its edge', async () => {
    const { config, text } = await written('all-in-one');
    expect(config.inside).toMatchObject({
      postgres: { statefulSet: 'postgres' },
      vectors: { statefulSet: 'postgres' },
    });
    expect(config.external).toEqual({});
    expect(config.edge.kind).toBe('nginx');
    expect(config.storage).toEqual({ type: 'volume' });
    expect(config.vectorStore).toEqual({ type: 'pgvector' });
    expect(config.hosts.api).toBeUndefined();
    expect(text).not.toMatch(/[&*]a1/);
    expect(text).toContain('# image langgenius/dify-api:1.11.4, MODE beat');
  });
});

describe('a set that lacks what a run needs says so, all at once', () => {
  const api = { image: 'langgenius/dify-api:latest', env: { MODE: 'api', DB_TYPE: 'mysql', REDIS_HOST: '10.0.0.4' } };

  test('what no config can mend, and what the files do not tell', async () => {
    const inferred = inferConfig(await setOf({ api }), { path: '.' });
    expect(missingIn(inferred).join('\n')).toMatch(/no Ingress.*\n.*MySQL.*\n.*10\.0\.0\.4/s);
    expect(() => requireComplete(inferred, 'k8s')).toThrow(expect.objectContaining({ code: 'SET_INCOMPLETE' }));
  });

  test('what can be guessed is no hindrance, and an answer comes before the guess', async () => {
    const inferred = inferConfig(await setOf({ api }), { path: '.' });
    expect(inferred.gaps.map(({ key }) => key)).toContain('dify.version');
    expect((await fillGaps(inferred, undefined)).dify.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await fillGaps(inferred, async ({ key }) => `answer to ${key}`)).dify.version).toBe(
      'answer to dify.version',
    );
  });

  test('an address that comes from elsewhere is asked for', async () => {
    const inferred = inferConfig(
      await setOf({ api: { image: api.image, env: { MODE: 'api', DB_HOST: '${DB_HOST}' } } }),
      {
        path: '.',
      },
    );
    expect(missingIn(inferred)).toContainEqual(expect.stringContaining('external.postgres.host'));
    expect(missingIn(inferred, true)).not.toContainEqual(expect.stringContaining('external.postgres.host'));
  });
});

test('a part in several workloads, and workloads that are no part', async () => {
  const worker = { image: 'langgenius/dify-api:1.11.4', env: { MODE: 'worker' } };
  const { draft } = inferConfig(
    await setOf({ 'worker-a': worker, 'worker-b': worker, mailer: { image: 'mailer:1', env: {} } }),
    { path: '.' },
  );
  expect(draft.parts).toMatchObject({
    worker: [{ deployment: 'worker-a' }, { deployment: 'worker-b' }],
    others: [{ deployment: 'mailer' }],
  });
});
