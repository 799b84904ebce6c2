import { expect, test } from 'vitest';
import { addressFaults } from '../../facts/environment/address-faults.ts';
import { withCompose } from '../../testing/compose-project.ts';
import { deploymentText, documents, objectText, serviceText } from '../../testing/example-text.ts';

/** @returns what is wrong with an address in the environment of the API. */
async function faultsOf(variable: string, value: string, { sidecar = '', compose = {}, more = '' } = {}) {
  const manifests = documents(
    objectText('v1', 'ConfigMap', 'settings', `data: ${JSON.stringify({ [variable]: value })}`),
    deploymentText('dify-api', { container: `envFrom: [{ configMapRef: { name: settings } }]\n${sidecar}` }),
    serviceText('dify-sandbox', '- port: 8194'),
    serviceText('redis', '- port: 6379'),
    ...(more ? [more] : []),
  );
  return addressFaults(await withCompose({ manifests }, compose)).map(({ fault, host }) => `${fault} ${host}`);
}

test.each([
  ['CODE_EXECUTION_ENDPOINT', 'http://sandbox:8194', 'compose-name sandbox'],
  ['PLUGIN_DAEMON_URL', 'http://plugin_daemon:5002', 'compose-name plugin_daemon'],
  ['DB_HOST', 'db_postgres', 'compose-name db_postgres'],
  ['WHATEVER_URL', 'http://my_thing:1', 'compose-name my_thing'],
  ['MILVUS_URI', 'http://host.docker.internal:19530', 'compose-name host.docker.internal'],
  ['PLUGIN_DAEMON_URL', 'http://localhost:5002', 'own-container localhost'],
  ['DB_HOST', '127.0.0.1', 'own-container 127.0.0.1'],
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbx:8194', 'unknown-service dify-sandbx'],
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbx.dify.svc:8194', 'unknown-service dify-sandbx.dify.svc'],
  [
    'CODE_EXECUTION_ENDPOINT',
    'http://dify-sandbox.dfy.svc.cluster.local:8194',
    'unknown-namespace dify-sandbox.dfy.svc.cluster.local',
  ],
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbox:8195', 'unknown-port dify-sandbox'],
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbox', 'unknown-port dify-sandbox'],
])('%s=%s: %s', async (variable, value, fault) => {
  expect(await faultsOf(variable, value)).toEqual([fault]);
});

test.each([
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbox:8194'],
  ['CODE_EXECUTION_ENDPOINT', 'http://dify-sandbox.dify.svc.cluster.local.:8194'],
  ['REDIS_HOST', 'redis'],
  ['DB_HOST', 'dbnode0.maywzh.com'],
  ['DB_HOST', '10.0.0.7'],
  ['DB_HOST', '${DB_HOST}'],
  ['SOMETHING', 'localhost'],
  ['TRIGGER_URL', 'http://localhost'],
  ['PLUGIN_REMOTE_INSTALL_HOST', 'localhost'],
  ['KUBERNETES_URL', 'https://kubernetes.default.svc'],
  // A part's Service that is missing, or lacks the promised port, is reported by other rules.
  ['PLUGIN_DAEMON_URL', 'http://dify-plugin-daemon:5002'],
  ['ENDPOINT_URL_TEMPLATE', 'http://dify-api.maywzh.com/e/{hook_id}'],
  ['MODE', 'api'],
])('nothing is wrong with %s=%s', async (variable, value) => {
  expect(await faultsOf(variable, value)).toEqual([]);
});

test('a service of the project’s own Compose file is a Compose name, unless a Service has the same name', async () => {
  const compose = { cache: {}, redis: {} };
  expect(await faultsOf('CACHE_URL', 'redis://cache:6379', { compose })).toEqual(['compose-name cache']);
  expect(await faultsOf('CACHE_URL', 'redis://redis:6379', { compose })).toEqual([]);
});

test('a setting that two containers share is one fault', async () => {
  const more = deploymentText('dify-worker', { container: 'envFrom: [{ configMapRef: { name: settings } }]' });
  expect(await faultsOf('CODE_EXECUTION_ENDPOINT', 'http://sandbox:8194', { more })).toHaveLength(1);
});
