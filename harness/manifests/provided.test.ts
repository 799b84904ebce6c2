import { expect, test } from 'vitest';
import type { ManifestSet } from '../lib/kube-objects/index.ts';
import { provideSecrets } from './provided.ts';

const setOf = (...objects: object[]): ManifestSet =>
  ({
    ...{ root: '.', digest: 'd' },
    objects: objects.map((object) => ({ file: 'x.yaml', line: 1, object, at: () => ({ line: 1, column: 1 }) })),
  }) as unknown as ManifestSet;

const external = (spec: object) => ({
  ...{
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'from-vault', namespace: 'dify' },
  },
  spec,
});

test('an ExternalSecret becomes the Secret that it would make, with a placeholder for each key', () => {
  const data = [{ secretKey: 'SECRET_KEY' }, { secretKey: 'SERVER_KEY' }, { secretKey: 'pg-password' }];
  const { set, secrets } = provideSecrets(setOf(external({ target: { name: 'dify' }, data })));
  expect(set.objects.map(({ object }) => object)).toEqual([
    {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'dify', namespace: 'dify' }, type: 'Opaque' },
      stringData: {
        SECRET_KEY: '${SECRET_KEY}',
        SERVER_KEY: '${PLUGIN_DAEMON_KEY}',
        'pg-password': '${DIFY_PG_PASSWORD}',
      },
    },
  ]);
  expect(secrets).toEqual([
    {
      ...{ instead: 'ExternalSecret dify/from-vault', secret: 'Secret dify/dify' },
      keys: ['SECRET_KEY', 'SERVER_KEY', 'pg-password'],
    },
  ]);
});

test('where only the store knows the keys, those that containers take are made', () => {
  const env = [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'from-vault', key: 'pg' } } }];
  const pod = { spec: { containers: [{ name: 'api', env }] } };
  const workload = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { template: pod } };
  const { secrets } = provideSecrets(setOf(external({ dataFrom: [{ extract: { key: 'dify' } }] }), workload));
  expect(secrets[0]?.keys).toEqual(['pg']);
});

test('the URL of the broker contains the password of Redis and the address that pods use', () => {
  const { set } = provideSecrets(setOf(external({ data: [{ secretKey: 'CELERY_BROKER_URL' }] })), 'cache.lan:6380');
  expect(set.objects[0]?.object.stringData).toEqual({
    CELERY_BROKER_URL: 'redis://:${REDIS_PASSWORD}@cache.lan:6380/1',
  });
});

test('a SealedSecret and a Secret that SOPS has encrypted keep their keys', () => {
  const metadata = { name: 'dify' };
  const sealed = {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata,
    spec: { encryptedData: { DB_PASSWORD: 'A'.repeat(400) } },
  };
  const sops = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'other' },
    data: { REDIS_PASSWORD: 'ENC[AES256_GCM]' },
    sops: {},
  };
  const { set } = provideSecrets(setOf(sealed, sops));
  expect(set.objects.map(({ object }) => object.stringData)).toEqual([
    { DB_PASSWORD: '${DB_PASSWORD}' },
    { REDIS_PASSWORD: '${REDIS_PASSWORD}' },
  ]);
});

test('a plain Secret of the same name wins, and other objects of an add-on are left out by name', () => {
  const plain = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'from-vault', namespace: 'dify' },
    stringData: { A: 'b' },
  };
  const store = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'vault', namespace: 'dify' },
  };
  const { set, leftOut } = provideSecrets(setOf(plain, external({}), store));
  expect(set.objects).toHaveLength(1);
  expect(leftOut).toEqual(['ExternalSecret dify/from-vault', 'SecretStore dify/vault']);
});
