import { expect, test } from 'vitest';
import type { PartName } from '../../../core/config/index.ts';
import { partText } from '../../testing/dify-text.ts';
import { API, said } from '../../testing/saying-dify.ts';

/** A sound workload of the part, and a second one of another name. */
type Faulty = Parameters<typeof partText>[1];
const second = (part: PartName, sound: Faulty, faulty: Faulty) =>
  said(partText(part, sound), partText(part, { ...faulty, name: `dify-${part}-2` }));

const PROXY = { HTTP_PROXY: 'http://p:3128', HTTPS_PROXY: 'http://p:3128' };
const WEB = { CONSOLE_API_URL: '', APP_API_URL: '' };

test.each([
  ['sandbox', { env: PROXY }, { env: PROXY, container: 'securityContext: { runAsUser: 1001 }' }, 'runs as user 1001'],
  ['sandbox', { env: PROXY }, { env: { ...PROXY, ENABLE_NETWORK: 'no' } }, 'ENABLE_NETWORK is "no"'],
  ['sandbox', { env: PROXY }, { env: { ...PROXY, MAX_WORKERS: 'four' } }, 'MAX_WORKERS is "four"'],
  ['sandbox', { env: PROXY }, { env: PROXY, image: 'langgenius/dify-sandbox:0.2.15' }, 'sandbox 0.2.15 is used'],
  ['web', { env: WEB }, { env: { CONSOLE_API_URL: '' } }, 'the web server has no APP_API_URL'],
  ['api', { env: API }, { env: { ...API, SERVER_WORKER_CONNECTIONS: '10' } }, 'only 10 concurrent connections'],
  ['api', { env: API }, { env: { ...API, SERVER_WORKER_AMOUNT: '2x' } }, 'which is not an integer'],
  ['api', { env: API }, { env: { ...API, CONSOLE_CORS_ALLOW_ORIGINS: 'http://a/' } }, 'never send the origin'],
] as const)('%s: a fault of its second workload is found', async (part, sound, faulty, message) => {
  expect(await said(partText(part, sound))).not.toContainEqual(expect.stringContaining(message));
  expect(await second(part, sound, faulty)).toContainEqual(expect.stringContaining(message));
});

test('a workload whose key differs is found beside one that fits', async () => {
  const found = await said(
    partText('api', { env: { ...API, CODE_EXECUTION_API_KEY: 'one' } }),
    partText('sandbox', { env: { ...PROXY, API_KEY: 'one' } }),
    partText('sandbox', { env: { ...PROXY, API_KEY: 'two' }, name: 'dify-sandbox-2' }),
  );
  expect(found.filter((message) => message.includes('API_KEY'))).toHaveLength(1);
});

test('a value that several workloads share is one finding', async () => {
  const shared = { container: 'envFrom: [{ configMapRef: { name: shared } }]', env: {} };
  const map =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shared, namespace: dify }\ndata: { MAX_WORKERS: "x" }\n';
  const found = await said(
    map,
    partText('sandbox', shared),
    partText('sandbox', { ...shared, name: 'dify-sandbox-2' }),
  );
  expect(found.filter((message) => message.includes('MAX_WORKERS'))).toEqual(['MAX_WORKERS is "x"']);
});
