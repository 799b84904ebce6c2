import { expect, test } from 'vitest';
import { redact } from '../../../core/redact.ts';
import { fillSecrets } from '../../../manifests/index.ts';
import { lintInput } from '../../facts/input/input.ts';
import { exposuresOf } from '../../facts/secrets/exposures.ts';
import { registerWrittenSecrets } from '../../facts/secrets/register.ts';
import { judge } from '../../judge.ts';
import { composeProject, withCompose } from '../../testing/compose-project.ts';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';
import { fixtureExpectations } from '../../testing/inputs.ts';
import { secrets } from './index.ts';
import { secretWeak } from './secret-weak.ts';

const VALUE = 'mR7vq2Lw9xTz4Kp8Nd3h';

const withConfig = (data: object, env = '') =>
  documents(
    objectText('v1', 'ConfigMap', 'settings', `data: ${JSON.stringify(data)}`),
    deploymentText('dify-api', {
      container: `envFrom: [{ configMapRef: { name: settings } }]${env && `\nenv:\n${env}`}`,
    }),
  );

const exposed = async (manifests: string) =>
  exposuresOf(await withCompose({ manifests }, {})).map(({ name, by }) => `${name} ${by}`);

test('a secret is recognized by name, in a URL and by shape', async () => {
  const data = {
    DB_PASSWORD: VALUE,
    BROKER: `redis://:${VALUE}@redis:6379/1`,
    MODEL: `sk-${VALUE}${VALUE}`,
    'app.conf': `# http://user:shown@host\nproxy = http://user:${VALUE}@host`,
  };
  expect(await exposed(withConfig(data))).toEqual(['DB_PASSWORD name', 'BROKER url', 'MODEL shape', 'app.conf url']);
});

test('switches, paths, empty values and references give nothing away', async () => {
  const data = { API_KEY: '', S3_USE_SECRET: 'false', SSL_KEY: '/etc/ssl/dify.key', RESET_TOKEN_MINUTES: '5' };
  const env = `  - { name: DB_PASSWORD, value: $(OTHER) }
  - { name: CELERY_BROKER_URL, value: "redis://:$(REDIS_PASSWORD)@redis:6379/1" }`;
  expect(await exposed(withConfig(data, env))).toEqual([]);
});

test('a harmless key that the container gets under a secret name is found', async () => {
  const env = '  - { name: DB_PASSWORD, valueFrom: { configMapKeyRef: { name: settings, key: database } } }';
  expect(await exposed(withConfig({ database: VALUE }, env))).toEqual(['DB_PASSWORD name']);
});

test('no finding contains the value of a secret', async () => {
  const manifests = documents(
    objectText(
      'v1',
      'Secret',
      'one',
      `stringData: { SECRET_KEY: ${VALUE}, DB_PASSWORD: ${VALUE}, REDIS_PASSWORD: short }`,
    ),
    withConfig({ S3_SECRET_KEY: VALUE, INIT_PASSWORD: VALUE, URL: `http://me:${VALUE}@host`, TOKEN: VALUE }),
  );
  const input = await withCompose({ manifests }, { api: { S3_SECRET_KEY: 'another-value', SECRET_KEY: VALUE } });
  const { findings } = judge(input, secrets, '2026-01-01');
  expect(new Set(findings.map(({ rule }) => rule.id)).size).toBeGreaterThan(6);
  expect(JSON.stringify(findings.map(({ rule: _, ...said }) => said))).not.toMatch(
    new RegExp(`${VALUE}|another-value`),
  );
});

test('a filled-in set has no committed secrets and equals a Compose project with placeholders', async () => {
  const manifests = documents(
    objectText('v1', 'Secret', 'one', 'stringData: { SECRET_KEY: "${SECRET_KEY}" }'),
    deploymentText('dify-api', { container: 'envFrom: [{ secretRef: { name: one } }]' }),
  );
  const { objects } = await withCompose({ manifests }, {});
  const filled = fillSecrets({ root: '', digest: '', objects }, { SECRET_KEY: `${VALUE}${VALUE}` });
  const input = lintInput(filled, fixtureExpectations, composeProject({ api: { SECRET_KEY: '${SECRET_KEY}' } }));
  const { findings, rules } = judge(input, secrets, '2026-01-01');
  expect(findings).toEqual([]);
  expect(rules.flatMap(({ notEvaluated }) => notEvaluated)).toEqual([]);
});

test('a filled-in value is judged, and a public one is reported', async () => {
  const manifests = objectText('v1', 'Secret', 'one', 'stringData: { DB_PASSWORD: "${DB_PASSWORD}" }');
  const { objects } = await withCompose({ manifests }, {});
  const filled = fillSecrets({ root: '', digest: '', objects }, { DB_PASSWORD: 'difyai123456' });
  const { findings } = judge(lintInput(filled, fixtureExpectations), secrets, '2026-01-01');
  expect(findings.map(({ rule }) => rule.id)).toEqual(['secret-well-known']);
});

test('a weak password repeated in a URL is one finding', async () => {
  const broker = 'redis://:short@redis:6379/1';
  const manifests = objectText('v1', 'Secret', 'one', `stringData: { REDIS_PASSWORD: short, BROKER: "${broker}" }`);
  const { findings } = judge(await withCompose({ manifests }, {}), [secretWeak], '2026-01-01');
  expect(findings.map(({ message }) => message)).toEqual(['REDIS_PASSWORD has fewer than 8 characters']);
});

test('secrets in the files are redacted, but well-known values are not', async () => {
  const manifests = objectText(
    'v1',
    'Secret',
    'one',
    'stringData: { A_KEY: Written-In-The-Set-1, API_KEY: dify-sandbox }',
  );
  registerWrittenSecrets(await withCompose({ manifests }, { api: { DB_PASSWORD: 'Written-In-Compose-2' } }));
  expect(redact('Written-In-The-Set-1 Written-In-Compose-2 dify-sandbox')).toBe('[redacted] [redacted] dify-sandbox');
});
