import { describe, expect, test } from 'vitest';
import { RULES } from '../../catalogue.ts';
import { judge } from '../../judge.ts';
import { partText } from '../../testing/dify-text.ts';
import { objectText } from '../../testing/example-text.ts';
import { fixtureInput } from '../../testing/inputs.ts';
import { API, api, notEvaluated, said } from '../../testing/saying-dify.ts';
import { dify } from './index.ts';

test('no finding contains the value of a secret', async () => {
  const secret = 'S3cr3tValue9';
  const edits = [
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${PLUGIN_DAEMON_KEY}', by: `: ${secret}` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${SANDBOX_API_KEY}', by: `: ${secret}-of-the-sandbox` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${REDIS_PASSWORD}', by: `: ${secret}/${secret}` },
    { file: 'manifests/dify/11-secret.yaml', replace: ':${REDIS_PASSWORD}@', by: `:${secret}/${secret}#@` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${INIT_PASSWORD}', by: `: ${secret.repeat(4)}` },
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: 'key: PLUGIN_DAEMON_KEY',
      by: 'key: CODE_EXECUTION_API_KEY',
    },
  ];
  const { findings } = judge(await fixtureInput(edits), dify, '2026-01-01');
  expect(findings.map(({ rule }) => rule.id)).toEqual(
    expect.arrayContaining(['plugin-daemon-key-differs', 'init-password-too-long', 'broker-password-not-encoded']),
  );
  const shown = findings.map(({ rule: _, ...finding }) => JSON.stringify(finding)).join('\n');
  expect(shown).not.toContain(secret);
});

describe('keys', () => {
  const daemon = (key: string) =>
    partText('plugin-daemon', {
      env: {
        SERVER_KEY: key,
        DIFY_INNER_API_URL: 'http://dify-api:5001',
        DIFY_INNER_API_KEY: 'inner-api-key',
        ...{ DB_HOST: 'db', DB_PORT: '5432', DB_USERNAME: 'dify', DB_PASSWORD: '${DB_PASSWORD}', DB_DATABASE: 'dify' },
        ...{ PLUGIN_WORKING_PATH: '/cwd', PLUGIN_REMOTE_INSTALLING_ENABLED: 'false' },
      },
    });

  test('a placeholder and a plain value cannot be compared', async () => {
    const texts = [api({ PLUGIN_DAEMON_KEY: 'abc' }), daemon('${PLUGIN_DAEMON_KEY}')];
    expect(await said(...texts)).toEqual([]);
    expect(await notEvaluated(...texts)).toEqual([expect.stringContaining('filled in at deploy time')]);
  });

  test("an unset key is Dify's built-in default", async () => {
    expect(await said(api({}), daemon('plugin-api-key'))).toEqual([]);
    expect(await said(api({}), daemon('another'))).toEqual([expect.stringMatching(/^PLUGIN_DAEMON_KEY .* differ$/)]);
  });

  test('one wrong reference in a shared source is one finding', async () => {
    const config = objectText('v1', 'Secret', 'keys', 'stringData: { PLUGIN_DAEMON_KEY: "${OTHER}" }');
    const from = 'envFrom: [{ secretRef: { name: keys } }]';
    const both = [
      partText('api', { env: API, container: from }),
      partText('worker', { env: { MODE: 'worker' }, container: from }),
    ];
    expect(await said(config, ...both, daemon('${PLUGIN_DAEMON_KEY}'))).toHaveLength(1);
  });
});

test('a second Dify in another namespace is not compared with the first', async () => {
  const elsewhere = partText('worker', { env: { SECRET_KEY: '${STAGING_KEY}', MODE: 'worker' } }).replace(
    'namespace: dify',
    'namespace: staging',
  );
  expect(await said(elsewhere, api({ SECRET_KEY: '${SECRET_KEY}' }))).toEqual([]);
  const here = elsewhere.replace('namespace: staging', 'namespace: dify');
  expect(await said(here, api({ SECRET_KEY: '${SECRET_KEY}' }))).toEqual([
    expect.stringContaining('SECRET_KEY of dify-worker'),
  ]);
});

test('a key that is wrong only in Kubernetes is reported only by the rule about the pair', async () => {
  const edit = {
    file: 'manifests/dify/30-sandbox.yaml',
    replace: 'key: CODE_EXECUTION_API_KEY',
    by: 'key: PLUGIN_DAEMON_KEY',
  };
  const { findings } = judge(await fixtureInput([edit]), RULES, '2026-01-01');
  expect(findings.map(({ rule }) => rule.id)).toEqual(['sandbox-key-differs']);
});
