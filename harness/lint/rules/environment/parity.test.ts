import { expect, test } from 'vitest';
import type { ParityCell } from '../../../core/model/parity.ts';
import { parityOf } from '../../facts/environment/parity.ts';
import { withCompose } from '../../testing/compose-project.ts';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';

type Variables = Readonly<Record<string, string | undefined>>;

interface Sides {
  readonly part?: string;
  readonly compose: Variables;
  readonly config?: Variables;
  readonly secret?: Variables;
  /** YAML of the container's `env`. */
  readonly env?: string;
  readonly lint?: string;
}

/** @returns the cells of one part, by variable. */
async function cellsOf({ part = 'api', compose, config = {}, secret = {}, env, lint }: Sides) {
  const manifests = documents(
    objectText('v1', 'ConfigMap', 'settings', `data: ${JSON.stringify(config)}`),
    objectText('v1', 'Secret', 'secrets', `stringData: ${JSON.stringify(secret)}`),
    deploymentText(`dify-${part}`, {
      container: `envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: secrets } }]${env ? `\nenv: ${env}` : ''}`,
    }),
  );
  const input = await withCompose({ manifests, ...(lint ? { lint } : {}) }, { [part.replace('-', '_')]: compose });
  const service = parityOf(input).services.find((one) => one.part === part);
  return new Map((service?.cells ?? []).map((cell): [string, ParityCell] => [cell.variable, cell]));
}

const stateOf = async (sides: Sides, variable: string) => (await cellsOf(sides)).get(variable)?.state;

test('equal values are the same, and each side has its source', async () => {
  const cells = await cellsOf({ compose: { LOG_LEVEL: 'INFO' }, config: { LOG_LEVEL: 'INFO' } });
  expect(cells.get('LOG_LEVEL')).toMatchObject({
    state: 'same',
    compose: { value: 'INFO', file: 'compose.yaml', source: 'environment' },
    kubernetes: { value: 'INFO', source: 'ConfigMap settings' },
  });
});

test.each([
  ['api', 'True', 'true', 'same'],
  ['sandbox', 'TRUE', 'true', 'same'],
  ['web', 'True', 'true', 'differs'],
  ['api', 'true', '1', 'differs'],
  ['api', '600', '600.0', 'differs'],
] as const)('%s: %s against %s is %s', async (part, there, here, state) => {
  expect(await stateOf({ part, compose: { DEBUG: there }, config: { DEBUG: here } }, 'DEBUG')).toBe(state);
});

test.each([
  ['http://plugin_daemon:5002', 'http://dify-plugin-daemon:5002'],
  ['http://plugin-daemon:5002', 'http://dify-plugin-daemon.dify:5002'],
  ['http://plugin_daemon:5002/', 'http://dify-plugin-daemon.dify.svc:5002/'],
  ['http://plugin_daemon:5002', 'http://dify-plugin-daemon.dify.svc.cluster.local:80'],
])('%s and %s are the same service', async (there, here) => {
  const cells = await cellsOf({ compose: { PLUGIN_DAEMON_URL: there }, config: { PLUGIN_DAEMON_URL: here } });
  expect(cells.get('PLUGIN_DAEMON_URL')).toMatchObject({ state: 'documented', reason: 'service address' });
});

test.each([
  ['http://plugin_daemon:5002', 'https://dify-plugin-daemon:5002'],
  ['http://plugin_daemon:5002', 'http://dify-plugin-daemon:5002/v1'],
  ['http://sandbox:5002', 'http://dify-plugin-daemon:5002'],
  ['http://plugin_daemon:5002', 'http://dify-plugin-daemon.other:5002'],
])('%s and %s are not', async (there, here) => {
  const sides = { compose: { PLUGIN_DAEMON_URL: there }, config: { PLUGIN_DAEMON_URL: here } };
  expect(await stateOf(sides, 'PLUGIN_DAEMON_URL')).toBe('differs');
});

test('a host without a URL is a service address too', async () => {
  const sides = { compose: { SANDBOX_HOST: 'sandbox' }, config: { SANDBOX_HOST: 'dify-sandbox' } };
  expect(await stateOf(sides, 'SANDBOX_HOST')).toBe('documented');
});

test('a difference with a reason in the config is documented with that reason', async () => {
  const lint = `
differences:
  - { part: "*", variable: GUNICORN_TIMEOUT, reason: the ingress controller cuts off earlier }
`;
  const cells = await cellsOf({ compose: { GUNICORN_TIMEOUT: '360' }, config: { GUNICORN_TIMEOUT: '60' }, lint });
  expect(cells.get('GUNICORN_TIMEOUT')).toMatchObject({
    state: 'documented',
    reason: 'the ingress controller cuts off earlier',
  });
});

test('a variable missing on either side is reported; empty equals unset where Dify has no default', async () => {
  const cells = await cellsOf({
    compose: { LOG_TZ: 'UTC', REDIS_USERNAME: '', CHECK_UPDATE_URL: '', UNSET: undefined },
    config: { EXTRA: '1', COOKIE_DOMAIN: '' },
  });
  expect(Object.fromEntries([...cells].map(([name, { state }]) => [name, state]))).toEqual({
    LOG_TZ: 'missing-in-kubernetes',
    REDIS_USERNAME: 'documented',
    CHECK_UPDATE_URL: 'missing-in-kubernetes',
    EXTRA: 'missing-in-compose',
    COOKIE_DOMAIN: 'documented',
  });
});

test('settings of a backend that is not selected may be missing', async () => {
  const cells = await cellsOf({
    compose: { VECTOR_STORE: 'milvus', QDRANT_URL: 'http://qdrant:6333', MILVUS_URI: 'http://m:19530' },
    config: { VECTOR_STORE: 'milvus' },
  });
  expect(cells.get('QDRANT_URL')).toMatchObject({ state: 'documented', reason: 'not read: VECTOR_STORE is milvus' });
  expect(cells.get('MILVUS_URI')?.state).toBe('missing-in-kubernetes');
});

test('the web image has a default address, so empty differs from unset', async () => {
  expect(await stateOf({ part: 'web', compose: { CONSOLE_API_URL: '' } }, 'CONSOLE_API_URL')).toBe(
    'missing-in-kubernetes',
  );
});

test('the table never contains the value of a secret, whatever its name and source', async () => {
  const value = 'mR7vq2Lw9xTz';
  const url = `redis://:${value}@host:6379/1`;
  const cells = await cellsOf({
    compose: { SECRET_KEY: value, CELERY_BROKER_URL: url, PLAIN: value, DB_PASSWORD: value },
    config: { SECRET_KEY: value, CELERY_BROKER_URL: url },
    secret: { PLAIN: value, DB_PASSWORD: 'another' },
  });
  expect([...cells].map(([name, { state }]) => [name, state])).toEqual([
    ['CELERY_BROKER_URL', 'secret-same'],
    ['DB_PASSWORD', 'secret-differs'],
    ['PLAIN', 'secret-same'],
    ['SECRET_KEY', 'secret-same'],
  ]);
  expect(JSON.stringify([...cells])).not.toContain(value);
});

test('values that are filled in later are compared by name, and unknown if only one side is', async () => {
  const cells = await cellsOf({
    compose: { SECRET_KEY: '${SECRET_KEY}', DB_PASSWORD: '${DB_PASSWORD}', S3_SECRET_KEY: '${S3_SECRET_KEY}' },
    secret: { SECRET_KEY: '${SECRET_KEY}', DB_PASSWORD: '${OTHER}', S3_SECRET_KEY: 'mR7vq2Lw9xTz' },
  });
  expect([...cells.values()].map(({ state }) => state)).toEqual(['secret-differs', 'unknown', 'secret-same']);
});

test('what the set does not define is unknown, and what the cluster sets is documented', async () => {
  const cells = await cellsOf({
    compose: { LOG_LEVEL: 'INFO' },
    env: `
  - { name: LOG_LEVEL, valueFrom: { configMapKeyRef: { name: elsewhere, key: LOG_LEVEL } } }
  - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }`,
  });
  expect(cells.get('LOG_LEVEL')).toMatchObject({ state: 'unknown', reason: 'its reference is not in the set' });
  expect(cells.get('POD_IP')).toMatchObject({ state: 'documented', reason: 'the cluster sets its value' });
});

test('if a whole source is missing, no variable is reported as missing', async () => {
  const manifests = deploymentText('dify-api', { container: 'envFrom: [{ configMapRef: { name: lost } }]' });
  const input = await withCompose({ manifests }, { api: { LOG_LEVEL: 'INFO' } });
  const [api] = parityOf(input).services;
  expect(api?.cells).toMatchObject([{ state: 'unknown', reason: 'ConfigMap lost is not in the set' }]);
});

test('a part that one side lacks is in the table, without cells', async () => {
  const input = await withCompose({ manifests: deploymentText('dify-api') }, { web: { PORT: '3000' } });
  expect(parityOf(input).services.slice(0, 3)).toEqual([
    { part: 'api', workload: 'Deployment dify/dify-api', cells: [] },
    { part: 'worker', cells: [] },
    { part: 'web', compose: 'web', cells: [] },
  ]);
});
