import { expect, test } from 'vitest';
import { judge } from '../../judge.ts';
import { withCompose } from '../../testing/compose-project.ts';
import { deploymentText, documents, objectText } from '../../testing/example-text.ts';
import { milvusAddress } from './milvus-address.ts';
import { postgresAddress } from './postgres-address.ts';
import { s3Address } from './s3-address.ts';

const RIGHT = { DB_HOST: 'dbnode0.maywzh.com', DB_PORT: '5432', DB_USERNAME: 'dify', DB_DATABASE: 'dify' };

const set = (settings: object, part = 'api') =>
  documents(
    objectText('v1', 'ConfigMap', 'settings', `data: ${JSON.stringify(settings)}`),
    deploymentText(`dify-${part}`, { container: 'envFrom: [{ configMapRef: { name: settings } }]' }),
  );

async function findings(rule: typeof postgresAddress, settings: object, compose: Record<string, string> = {}) {
  const input = await withCompose({ manifests: set(settings) }, { api: compose });
  return judge(input, [rule], '2026-01-01').findings.map(({ at, message, cause }) => ({
    object: at.object,
    message,
    cause,
  }));
}

test('the config decides which side is wrong', async () => {
  const [here] = await findings(postgresAddress, { ...RIGHT, DB_HOST: 'dbnode1.maywzh.com' }, RIGHT);
  expect(here).toMatchObject({
    object: 'ConfigMap dify/settings',
    cause: expect.stringContaining('"dbnode0.maywzh.com"'),
  });
  const [there] = await findings(postgresAddress, RIGHT, { ...RIGHT, DB_HOST: 'dbnode1.maywzh.com' });
  expect(there).toMatchObject({
    object: 'Compose service api',
    message: expect.stringContaining('"dbnode1.maywzh.com" in Compose'),
  });
});

test('if both sides agree but differ from the config, the cause says so', async () => {
  const other = { ...RIGHT, DB_PORT: '5433' };
  const found = await findings(postgresAddress, other, other);
  expect(found).toMatchObject([{ cause: 'Compose has the same value: either both are out of date, or the config is' }]);
});

test('a variable that Compose has and Kubernetes lacks is left to variable-missing', async () => {
  const { DB_HOST: _, ...others } = RIGHT;
  expect(await findings(postgresAddress, others, RIGHT)).toEqual([]);
  expect(await findings(postgresAddress, others)).toMatchObject([{ message: 'variable DB_HOST is missing' }]);
});

test('a value without a valid host is reported', async () => {
  const found = await findings(milvusAddress, { VECTOR_STORE: 'milvus', MILVUS_URI: 'dbnode0:19530' });
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('the host of MILVUS_URI is ""'),
    expect.stringContaining('the port of MILVUS_URI is ""'),
  ]);
});

test('if a service is not used, only that is reported', async () => {
  const found = await findings(milvusAddress, { VECTOR_STORE: 'weaviate' });
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('VECTOR_STORE is "weaviate"')]);
  expect(await findings(s3Address, { STORAGE_TYPE: 'local' })).toEqual([]);
});

test('an address that does not exist is left to another rule', async () => {
  expect(await findings(postgresAddress, { ...RIGHT, DB_HOST: 'db_postgres' })).toEqual([]);
});
